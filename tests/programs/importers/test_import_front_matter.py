"""Front matter: read without trust; broken, it costs neither the page nor its language."""

import pytest

from community.programs.importers.frontmatter import split_front_matter


def split(text: str):
    return split_front_matter("p", text.split("\n"))


def test_fields_and_the_lines_they_take():
    fields, taken, problems = split("---\ntitle: March\nms.date: 3/1/2021\nnumber: 5\n---\n# March")
    assert fields == {"title": "March", "ms.date": "3/1/2021", "number": "5"}
    assert (taken, problems) == (5, [])


@pytest.mark.parametrize("text", ["# March\n", "", "text\n---\n", "___\n# March"])
def test_page_without_front_matter(text):
    assert split(text) == ({}, 0, [])


def test_broken_yaml_is_reported_with_its_line_and_the_language_is_still_read():
    fields, taken, problems = split('---\ntitle: "March\nms.contentlocale: de-DE\n---\n# March')
    assert fields["ms.contentlocale"] == "de-DE"
    assert taken == 4
    assert [problem.severity for problem in problems] == ["review"]
    assert "not valid YAML" in problems[0].reason
    assert 1 <= problems[0].line <= 4


def test_front_matter_that_is_never_closed_leaves_the_page():
    fields, taken, problems = split("---\ntitle: March\nms.contentlocale: de-DE\n\n# March\n\n## One\n")
    assert fields["ms.contentlocale"] == "de-DE"
    assert taken == 3
    assert "not closed" in problems[0].reason


def test_rule_far_below_is_not_taken_for_the_end():
    fields, taken, _problems = split("---\ntitle: March\n# March\n## <a name='1'></a>One\ntext\n---\n## Two")
    assert taken == 2
    assert fields == {"title": "March"}


def test_alias_bomb_is_refused():
    bomb = "\n".join(
        ["a: &a [x, x, x]", *[f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]]
    )
    fields, _taken, problems = split(f"---\n{bomb}\ntitle: March\n---\n")
    assert "aliases are refused" in problems[0].reason
    assert fields["title"] == "March"


@pytest.mark.parametrize(
    "value", ["!!python/object/apply:os.system ['true']", "!!python/name:os.system", "[[[[[[[[[[" * 200, "{" * 3000]
)
def test_dangerous_yaml_is_only_a_problem(value):
    fields, _taken, problems = split(f"---\ntitle: March\nx: {value}\n---\n# March")
    assert fields["title"] == "March"
    assert len(problems) == 1


def test_list_instead_of_fields_is_reported():
    assert "not a list of fields" in split("---\n- a\n- b\n---\n")[2][0].reason


def test_enormous_front_matter_is_not_parsed():
    fields, _taken, problems = split("---\ntitle: March\n" + "x: " + "y" * 30_000 + "\n---\n")
    assert fields["title"] == "March"
    assert "too long" in problems[0].reason
