"""Side-by-side pages: each side alone, in step with the lines of the file, and the pairs that are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.programs.importers.sidebyside import is_side_by_side, split_sides


def pair(translation: str, original: str) -> str:
    return (
        f'<span data-ttu-id="a1">{translation}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="a1">{original}</span></span>'
    )


@pytest.mark.parametrize(
    ("line", "original", "translation"),
    [
        (pair("Ja.", "Yes."), "Yes.", "Ja."),
        (f"{pair('Ja.', 'Yes.')} {pair('Nein.', 'No.')}", "Yes. No.", "Ja. Nein."),
        (
            f'### <a name="summary"></a>{pair("Kurz", "Summary")}',
            '### <a name="summary"></a>Summary',
            '### <a name="summary"></a>Kurz',
        ),
        (f"- [{pair('Mehr', 'More')}](x.md)", "- [More](x.md)", "- [Mehr](x.md)"),
        (pair("[Mehr](x.md) **jetzt**", "[More](x.md) **now**"), "[More](x.md) **now**", "[Mehr](x.md) **jetzt**"),
        (f"|{pair('A', 'B')}|{pair('C', 'D')}|", "|B|D|", "|A|C|"),
        (f">{pair('Ja', 'Yes')}", ">Yes", ">Ja"),
        (pair('mit <span class="x">Farbe</span>', "plain"), "plain", 'mit <span class="x">Farbe</span>'),
        (pair("`<span>`", "`</span>`"), "`</span>`", "`<span>`"),
        ("no pairs here", "no pairs here", "no pairs here"),
        (f"`{pair('ja', 'yes')}`", "`yes`", "`ja`"),
    ],
)
def test_each_side_alone_is_the_page_in_one_language(line, original, translation):
    assert split_sides("p", [line]) == ([original], [translation], [])


def test_pair_over_several_lines_leaves_no_blank_line_behind():
    lines = pair("eins\nzwei", "one\ntwo").split("\n")
    original, translation, problems = split_sides("p", lines)
    assert [line for line in original if line is not None] == ["one", "two"]
    assert [line for line in translation if line is not None] == ["eins", "zwei"]
    assert len(original) == len(translation) == len(lines)
    assert problems == []


def test_code_is_not_searched_for_pairs():
    lines = ["```", "<span> </span> </span>", "```", pair("Ja", "Yes")]
    original, _translation, problems = split_sides("p", lines)
    assert original == ["```", "<span> </span> </span>", "```", "Yes"]
    assert problems == []


def test_forgotten_end_costs_one_paragraph_and_is_reported():
    lines = ['<span data-ttu-id="a1">Offen', "", pair("Ja", "Yes")]
    original, translation, problems = split_sides("p", lines, first=10)
    assert (original[2], translation[2]) == ("Yes", "Ja")
    assert [problem.line for problem in problems] == [10, 10]
    assert "not closed" in problems[0].reason


def test_end_without_a_beginning_is_reported():
    _original, _translation, problems = split_sides("p", ["text</span>"], first=7)
    assert [(problem.line, "never opened" in problem.reason) for problem in problems] == [(7, True)]


def test_sentence_without_its_other_side_is_kept_on_both_and_reported():
    original, translation, problems = split_sides("p", ['<span data-ttu-id="a1">Nur deutsch</span>'])
    assert original == translation == ["Nur deutsch"]
    assert ["no original" in problem.reason for problem in problems] == [True]


def test_only_pages_with_pairs_are_side_by_side():
    assert is_side_by_side([pair("Ja", "Yes")])
    assert not is_side_by_side(["<span>Yes</span>", "sxs-lookup"])


@given(st.lists(st.tuples(st.text("abc ", min_size=1), st.text("xyz ", min_size=1)), min_size=1, max_size=6))
def test_splitting_gives_back_what_was_joined(pairs):
    line = " ".join(pair(f"T{one}", f"O{two}") for one, two in pairs)
    original, translation, problems = split_sides("p", [line])
    assert original == [" ".join(f"O{two}" for _one, two in pairs)]
    assert translation == [" ".join(f"T{one}" for one, _two in pairs)]
    assert problems == []


PIECES = st.sampled_from(
    [
        '<span data-ttu-id="1">',
        '<span class="sxs-lookup">',
        '<span data-stu-id="1">',
        "</span>",
        "<span>",
        "`",
        "\n",
        "\n\n",
        "a",
        "|",
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_broken_pairs_never_lose_the_step_with_the_file(pieces):
    lines = "".join(pieces).split("\n")
    original, translation, _problems = split_sides("p", lines)
    assert len(original) == len(translation) == len(lines)
