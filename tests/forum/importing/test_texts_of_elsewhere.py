"""Texts, names and titles of other systems as they may stand on our pages."""
# ruff: noqa: E501 - mark-up has long lines

import pytest

from community.core import markup
from community.forum.importers.masks import mask
from community.forum.importers.names import display_name, fit_title, name_key, plain_title
from community.forum.importers.texts import MAX_SOURCE, to_markdown


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "html",
            "<h1>Terms</h1><p>See <a href='/q/1'>that</a>, a*b*c, c_d and [x].</p><ul><li>one<ul><li>two</li></ul></li></ul>",
            '<h5>Terms</h5>\n<p>See <a href="https://site.example/q/1" rel="ugc nofollow noopener">that</a>, a*b*c, c_d '
            "and [x].</p>\n<ul><li>one<ul><li>two</li></ul></li></ul>",
        ),
        (
            "html",
            '<blockquote><p>q</p><p>r</p></blockquote><pre class="lang-py"><code>f = "```"\n@wraps\ndef x_y(): pass</code></pre>',
            "<blockquote><p>q</p><p>r</p></blockquote>\n"
            '<pre><code class="language-py">f = "```"\n@wraps\ndef x_y(): pass\n</code></pre>',
        ),
        (
            "html",
            '<p>a</p><script>alert(1)</script><img src="//pics.example/a.png" alt="plan" onerror="x()"><svg><a></a></svg>'
            '<iframe src="https://film.example/1"></iframe><a href="javascript:x()">bad</a>',
            '<p>a</p>\n<p><a href="https://pics.example/a.png" rel="ugc nofollow noopener">plan</a> '
            '<a href="https://film.example/1" rel="ugc nofollow noopener">https://film.example/1</a> bad</p>',
        ),
        (
            "wordpress",
            "One\ntwo\n\nthree <!--more-->\n[caption id=1]cap[/caption]\n<pre>x\n\n\ny</pre>",
            "<p>One<br>two</p>\n<p>three<br>cap</p>\n<pre><code>x\n\n\ny\n</code></pre>",
        ),
        (
            "mail",
            "Hi *you*, see https://a.example/b_c_d\n# no heading\n\n> quoted\n>> deep\n\nwell:\n\n    a * b\n    c\n\n        Bo",
            '<p>Hi *you*, see <a href="https://a.example/b_c_d" rel="ugc nofollow noopener">https://a.example/b_c_d</a>'
            "<br># no heading</p>\n<blockquote><p>quoted</p><blockquote><p>deep</p></blockquote></blockquote>\n"
            "<p>well:</p>\n<pre><code>a * b\nc\n\n    Bo\n</code></pre>",
        ),
        ("markdown", "**x** `y` [l](https://a.example)", '<p><strong>x</strong> <code>y</code> <a href="https://a.example" rel="ugc nofollow noopener">l</a></p>'),
    ],
)  # fmt: skip
def test_a_text_says_the_same_here(kind, text, expected):
    ready = to_markdown(text, kind, "https://site.example/q/7")

    assert markup.render(ready.markdown, handles=()).html == expected


@pytest.mark.parametrize("kind", ["html", "wordpress", "mail", "markdown"])
def test_nobody_here_is_mentioned_even_if_the_text_is_rendered_again(kind):
    ready = to_markdown("Ask @bob, or (@bob)", kind)

    rendered = markup.render(ready.markdown)

    assert (rendered.mentions, rendered.html) == ((), "<p>Ask @bob, or (@bob)</p>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bob@corner.example, <b.o-b+x@mail.corner.example>", "bob@…, <b.o-b+x@…>"),
        ("mailto:bob@corner.example", "bob@…"),
        ("bob [at] corner (dot) example or bob(at)corner.example", "bob@… or bob@…"),
        ("bob%40corner.example bob&#64;corner.example", "bob@… bob@…"),
        ("lodash@4.17.21, @bob, 3 @ 5, a@b", "lodash@4.17.21, @bob, 3 @ 5, a@b"),
        ("bob at corner.example wrote", "bob at corner.example wrote"),
    ],
)
def test_addresses_are_masked(text, expected):
    assert mask(text) == expected


def test_archives_of_lists_hide_addresses_in_words():
    text = "bob at corner.example wrote: look at corner.example, or meet us at noon"

    assert mask(text, archived=True) == "bob@… wrote: look at corner.example, or meet us at noon"


@pytest.mark.parametrize("kind", ["html", "wordpress", "mail", "markdown"])
def test_no_address_survives_in_any_kind_of_text(kind):
    text = (
        "x a_b@corner.example `c@corner.example` <d@corner.example> [e](mailto:e@corner.example) 'f@corner.example' x"
    )
    if kind in ("html", "wordpress"):
        text += '<pre>g@corner.example</pre><a href="mailto:h@corner.example">h@corner.example</a>'

    written = to_markdown(text, kind).markdown

    assert ("corner" in written, written.count("@…") >= 4) == (False, True)


def test_a_text_is_cut_where_a_post_ends():
    for kind in ("html", "mail", "markdown", "wordpress"):
        ready = to_markdown("A line of words.\n" * 12_000, kind)

        assert ready.is_cut
        assert len(ready.markdown) <= MAX_SOURCE
        assert ready.markdown.endswith("*(The text goes on at the source.)*")


def test_mark_up_that_is_too_much_for_a_parser_leaves_its_words():
    ready = to_markdown("<div>" * 2_000 + "deep <b>down</b>", "html")

    assert (ready.is_bare, " ".join(ready.markdown.split())) == (True, "deep down")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  Jo\u202e\x00 \n Ember ", "Jo Ember"), ("", "Somebody"), ("\u200b", "Somebody"), ("x" * 90, "x" * 60),
        ("jo.ember@corner.example", "jo.ember"), ("Jo <jo@corner.example>", "Jo"), ("@jo", "@jo"),
    ],
)  # fmt: skip
def test_names_are_plain_and_hold_no_address(name, expected):
    assert display_name(name) == expected


def test_who_has_no_name_is_nobody_in_particular():
    assert (name_key(""), name_key("  "), name_key("Jo"), name_key("JO ")) == ("", "", "name:jo", "name:jo")


def test_titles_fit():
    long = "word " * 80

    assert fit_title("Help", "Corner", "") == ("Help (imported from Corner)", False)
    assert fit_title("", "Corner", "<p>What they <b>said</b>\nto me yesterday") == (
        "What they said to me yesterday",
        False,
    )
    assert fit_title("", "Corner", "") == ("Untitled (imported from Corner)", False)
    assert fit_title("Write to bob@corner.example today", "Corner", "") == ("Write to bob@… today", False)
    assert fit_title(long, "Corner", "") == ("word " * 49 + "word…", True)
    assert plain_title("A <em>fine</em> &amp; <script>mess") == "A fine & mess"
