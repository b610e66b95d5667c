"""Vendor Markdown becomes plain Markdown; code is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.programs.importers.cleaning import Links, clean_markdown, definitions_in, plain_text

HERE = "https://docs.example/center/announcements"


def clean(text: str, base_url: str = "", **more) -> str:
    return clean_markdown(text, Links(base_url, "2021-march", **more))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<a name="x"></a>Text', "Text"),
        ('<a id="7"/></a>Text', "Text"),
        ('<a name="x">Text</a>', "Text"),
        ('<a href="https://a.example/b">Text</a>', "[Text](https://a.example/b)"),
        ('<a name="x"></a><a href="https://a.example/b">Text</a>', "[Text](https://a.example/b)"),
        ("one<br>two", "one  \ntwo"),
        ("one</br>two", "one  \ntwo"),
        ("one<br/>", "one"),
        ("Fish &amp; chips &nbsp;&ndash; &copy; &#8364;", "Fish &amp; chips  – © €"),
        ("a &lt;b&gt; c", "a &lt;b&gt; c"),
        ("<strong>a</strong> <em>b</em> <code>c</code> <sup>2</sup>", "**a** *b* `c` 2"),
        ("before<script>alert(1)</script>after", "beforeafter"),
        ("the <customer-id> of it", "the &lt;customer-id> of it"),
        ("see <https://a.example/>", "see [https://a.example/](https://a.example/)"),
        (">[!NOTE]\n>Text", "> **Note**\n>\n>Text"),
        ("> [!IMPORTANT] At once", "> **Important**\n>\n> At once"),
        ("[!VIDEO https://a.example/v]", "[https://a.example/v](https://a.example/v)"),
        (':::image type="content" source="x.png" alt-text="A screen":::', "A screen"),
        ("::: zone pivot\nText\n:::", "Text"),
        ("![A screen](https://a.example/x.png)", "[A screen](https://a.example/x.png)"),
        ("![](https://a.example/x.png)after", "after"),
        ("Text\n- one\n- two", "Text\n\n- one\n- two"),
        ("* a\n  * b\n    * c\n* d", "* a\n    * b\n        * c\n* d"),
        ("1. a\n   - b\n1. c", "1. a\n    - b\n1. c"),
        ("   |a|b|\n   |-|-|\n   |1|2|", "|a|b|\n|-|-|\n|1|2|"),
        ("Text\n|a|b|\n|-|-|\n|1|2|\nMore", "Text\n\n|a|b|\n|-|-|\n|1|2|\n\nMore"),
        ("|a<br>b|c.<br>d|\n|-|-|", "|a; b|c. d|\n|-|-|"),
        ("write to someone@mail.example now", "write to …@mail.example now"),
        ("[someone@mail.example](mailto:someone@mail.example)", "…@mail.example"),
    ],
)  # fmt: skip
def test_vendor_markdown_becomes_plain(given, expected):
    assert clean(given) == expected


@pytest.mark.parametrize(
    "code", ["`<br> &amp; [x](y.md) a@b.example`", "```\n<br> [x](y.md)\n  - a\n```", "~~~\n&amp;\n~~~"]
)
def test_code_is_left_alone(code):
    assert clean(code) == code


@pytest.mark.parametrize(
    ("written", "absolute"),
    [
        ("../plan.md", "https://docs.example/center/plan"),
        ("2021-april.md#4", "https://docs.example/center/announcements/2021-april#4"),
        ("#4", "https://docs.example/center/announcements/2021-march#4"),
        ("/center/a-b.md?x=1", "https://docs.example/center/a-b?x=1"),
        ("//other.example/x", "https://other.example/x"),
        ("https://other.example/x.md", "https://other.example/x.md"),
        ("javascript:alert(1)", ""),
        ("java&#115;cript:alert(1)", ""),
        (" data:text/html,x", ""),
        ("mailto:a@b.example", ""),
    ],
)
def test_link_is_made_absolute_where_the_address_of_the_page_is_known(written, absolute):
    assert Links(HERE, "2021-march").target(written) == absolute


def test_link_of_an_included_file_is_relative_to_that_file():
    assert Links(HERE, "2021-march", "includes/march").target("../../../plan.md") == "https://docs.example/center/plan"


def test_relative_link_without_a_known_address_keeps_its_path_as_text():
    assert clean("See [the plan](../plan.md#x).") == "See the plan (`../plan.md#x`)."
    assert clean("See [below](#4).") == "See below."


def test_dangerous_link_keeps_its_words_only():
    assert clean("See [this](javascript:alert(1)).") == "See this."


def test_reference_links_find_their_definition_anywhere_on_the_page():
    definitions = definitions_in(["text", "[Plan]: https://a.example/plan 'The plan'", "[2]: <../two.md>"])
    text = "See [the plan][plan], [Plan] and [two][2], not [this] or [that][x]."
    expected = (
        "See [the plan](https://a.example/plan), [Plan](https://a.example/plan) and two (`../two.md`), "
        "not [this] or [that][x]."
    )
    assert clean(text, definitions=definitions) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("**Bold** and `code`", "Bold and code"),
        ("A [link](x.md) &amp; more", "A link & more"),
        ("snake_case stays, _this_ goes", "snake_case stays, this goes"),
        (r"escaped \*star\*", "escaped *star*"),
        ('<a name="4">Title</a>', "Title"),
        ("  two \u00a0 blanks ", "two blanks"),
    ],
)
def test_plain_text_has_no_markup(given, expected):
    assert plain_text(given) == expected


@given(st.text(st.sampled_from("ab<>/&;[]()!#*_`~|-\n \\>1.:\"'@"), max_size=200))
def test_any_text_is_cleaned_without_an_exception(text):
    once = clean(text, HERE)
    assert "\ue000" not in once


@given(
    st.lists(
        st.sampled_from(["- a", "  - b", "text", "", "1. c", "    d", "> q", "|x|y|", "|-|-|", "### h"]), max_size=15
    )
)
def test_cleaning_keeps_every_word(lines):
    words = "".join(c for c in "".join(lines) if c.isalnum())
    assert "".join(c for c in clean("\n".join(lines)) if c.isalnum()) == words
