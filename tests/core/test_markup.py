"""Markdown → HTML: what members can write, what nobody can smuggle in, and that no text takes a second."""

import io
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from community.core.markup import (
    RENDERER_VERSION,
    CannotRender,
    Rendered,
    candidate_handles,
    excerpt,
    gates,
    limits,
    patiently,
    render,
    render_html,
    workers,
)
from community.core.markup.plain import plain_html

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = 'rel="ugc nofollow noopener"'


# --- The dialect -----------------------------------------------------------------------------------

DIALECT = [
    # paragraphs and line breaks
    ("", ""),
    ("Hello", "<p>Hello</p>"),
    ("one\ntwo\n\nthree", "<p>one<br>two</p>\n<p>three</p>"),
    ("one  \ntwo\\\nthree", "<p>one<br>two<br>three</p>"),
    ("a\r\nb\rc\u2028d", "<p>a<br>b<br>c<br>d</p>"),
    # emphasis
    ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
    ("__bold__ and _italic_", "<p><strong>bold</strong> and <em>italic</em></p>"),
    ("***both***", "<p><strong><em>both</em></strong></p>"),
    ("~~gone~~ ~not~", "<p><del>gone</del> ~not~</p>"),
    ("snake_case_name 2 * 3 * 4", "<p>snake_case_name 2 * 3 * 4</p>"),
    (r"\*not\* \# \@bob", "<p>*not* # @bob</p>"),
    # code
    ("`a < b && c`", "<p><code>a &lt; b &amp;&amp; c</code></p>"),
    ("`` a`b ``", "<p><code>a`b</code></p>"),
    ("```\nx < 1\n\n- y\n```", "<pre><code>x &lt; 1\n\n- y\n</code></pre>"),
    ("```python\npass\n```", '<pre><code class="language-python">pass\n</code></pre>'),
    ("~~~C++ title=x\na\n~~~", '<pre><code class="language-c++">a\n</code></pre>'),
    ('```" onclick=x\na\n```', "<pre><code>a\n</code></pre>"),
    ("```\nnever closed", "<pre><code>never closed\n</code></pre>"),
    ("- a\n  ```\n  b\n  ```", "<ul><li><p>a</p><pre><code>b\n</code></pre></li></ul>"),
    ("> ```\n> b\n> ```", "<blockquote><pre><code>b\n</code></pre></blockquote>"),
    ("    indented &amp; <code>", "<pre><code>indented &amp;amp; &lt;code&gt;\n</code></pre>"),
    # quotes
    ("> said\nanswered", "<blockquote><p>said</p></blockquote>\n<p>answered</p>"),
    ("> a\n> > b", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>"),
    ("> # t\n> - a", "<blockquote><h3>t</h3><ul><li>a</li></ul></blockquote>"),
    # lists
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("below text\n- a\n* b", "<p>below text</p>\n<ul><li>a</li><li>b</li></ul>"),
    ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
    ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("1. a\n   - b\n2) c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    ("- a\n1. b", "<ul><li>a</li></ul>\n<ol><li>b</li></ol>"),
    ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    ("- a\n\n  more\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"),
    ("- a\nlazy", "<ul><li>a<br>lazy</li></ul>"),
    ("It was\n1984. Or so.", "<p>It was<br>1984. Or so.</p>"),
    ("+1 for that", "<p>+1 for that</p>"),
    # tables
    (
        "| a | b |\n|:--|--:|\n| 1 | `x|y` |",
        '<table><thead><tr><th align="left">a</th><th align="right">b</th></tr></thead><tbody><tr>'
        '<td align="left">1</td><td align="right"><code>x|y</code></td></tr></tbody></table>',
    ),
    (
        "text\na|b\n-|-\n1|2\nend",
        "<p>text</p>\n<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr>"
        "</tbody></table>\n<p>end</p>",
    ),
    # headings and rules
    ("# one\n## two\n### three\n###### six", "<h3>one</h3>\n<h4>two</h4>\n<h5>three</h5>\n<h5>six</h5>"),
    ("# closed #", "<h3>closed</h3>"),
    ("#tag is text", "<p>#tag is text</p>"),
    ("a\n---\nb\n***\n* * *", "<p>a</p>\n<hr>\n<p>b</p>\n<hr>\n<hr>"),
    # links
    ("[a](https://x.org/ 'title')", f'<p><a href="https://x.org/" {OUTSIDE}>a</a></p>'),
    ("[a](/changes/1-x/) [b](#c)", '<p><a href="/changes/1-x/">a</a> <a href="#c">b</a></p>'),
    ("[*a*](/b) [](/c)", '<p><a href="/b"><em>a</em></a> <a href="/c">/c</a></p>'),
    ("[a][1] [1]\n\n[1]: /b", '<p><a href="/b">a</a> <a href="/b">1</a></p>'),
    ("[m](mailto:a@b.org) <a@b.org>", '<p><a href="mailto:a@b.org">m</a> <a href="mailto:a@b.org">a@b.org</a></p>'),
    ("<https://x.org/_a_>", f'<p><a href="https://x.org/_a_" {OUTSIDE}>https://x.org/_a_</a></p>'),
    (
        "(see https://x.org/a_(b)_c__init__.py?x=1&copy=2).",
        f'<p>(see <a href="https://x.org/a_(b)_c__init__.py?x=1&amp;copy=2" {OUTSIDE}>'
        "https://x.org/a_(b)_c__init__.py?x=1&amp;copy=2</a>).</p>",
    ),
    ("**https://x.org/**", f'<p><strong><a href="https://x.org/" {OUTSIDE}>https://x.org/</a></strong></p>'),
    ("HTTP://X.ORG/A", f'<p><a href="http://x.org/A" {OUTSIDE}>HTTP://X.ORG/A</a></p>'),
    ("https://é.fr/ü", f'<p><a href="https://xn--9ca.fr/%C3%BC" {OUTSIDE}>https://é.fr/ü</a></p>'),
    ("[a b](<http://x.org/a b>)", f'<p><a href="http://x.org/a%20b" {OUTSIDE}>a b</a></p>'),
    # an address a post may not link to stays readable
    ("[a](example.org/b)", "<p>a (example.org/b)</p>"),
    # images are links
    ("![alt](https://x.org/i.png)", f'<p><a href="https://x.org/i.png" {OUTSIDE}>alt</a></p>'),
    ("![](/i.png)", '<p><a href="/i.png">/i.png</a></p>'),
    ("[![alt](/i.png)](/page)", '<p><a href="/page">alt</a></p>'),
    # HTML is text, entities are characters, once
    ("<b>no</b> <!-- c -->", "<p>&lt;b&gt;no&lt;/b&gt; &lt;!-- c --&gt;</p>"),
    ("<div>\n**x**\n</div>", "<p>&lt;div&gt;<br><strong>x</strong><br>&lt;/div&gt;</p>"),
    ("&copy; &#8364; &amp;lt; &nix; AT&T &lt;b&gt;", "<p>© € &amp;lt; &amp;nix; AT&amp;T &lt;b&gt;</p>"),
]


@pytest.mark.parametrize(("source", "expected"), DIALECT)
def test_dialect(source, expected):
    assert render(source) == Rendered(expected, RENDERER_VERSION, render(source).mentions)


ORDINARY = [
    *(source for source, _ in DIALECT),
    "Does 'co-sell' mean \"both\" sell? AT&T, R&D; 5 < 6 > 4 — naïve café, 日本語, עברית, العربية, 👩‍💻 1️⃣ ❤️",
    "C:\\Users\\bob and \\\\server\\share, ^caret, $100, 50% & more; {json: [1, 2]}",
    "https://x.org/?a=1&amp;b=2 https://x.org/?q=a;b&c;d [x](https://x.org/?a&lt;b&copy;c)",
    "[x](/a'b) [x](/a|b) [x](/a[1]) [x](</a(b>) https://x.org/~user/$1,2;v=3",
    "1. First:\n\n   ```sh\n   make demo\n   ```\n\n2. Then\n   > quoted\n\n3. Done",
    "| a |\n|---|\n| **b** [c](/d) @bob |\n\n| x | y\n|---|---\n| 1",
    "- [ ] open\n- [x] done :-) ;-( <3 -> => <= ...",
    "Line ending with two spaces  \nand *emphasis\nover lines* `code\nover lines`",
    "# Heading with `code` and [link](/x) & @bob\n\n***\n\n> > > deep\n> >\n> > less",
    "Attributes like href=\"x\" and style='y' and {: .class #id} in text",
]


@pytest.mark.parametrize("source", ORDINARY)
def test_ordinary_posts_are_never_held(source):
    rendered = render(source)
    assert rendered.hold_reason == ""
    assert gates._BLEACH.clean(rendered.html).replace("&nbsp;", "\xa0") == rendered.html
    assert_inert(rendered.html)


def test_same_text_gives_same_html_after_hostile_one():
    before = render("[a]\n\n*x* @bob")
    with pytest.raises(CannotRender):
        render("[a]: /stays\n\n" + "[" * 5_000)
    assert render("[a]\n\n*x* @bob") == before


# --- Mentions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "mentions"),
    [
        ("@bob", ("bob",)),
        ("(@Bob), **@bea**: @bob again", ("bob", "bea")),
        ("> @carla said\n\n- @a-1_b", ("carla", "a-1_b")),
        ("bob@example.org and bob.@example", ("example",)),
        ("x@bob é@bob _@bob", ()),
        ("@bo @-bob @_bob @ bob @" + "b" * 21, ()),
        ("@bob@mastodon.example @bobé", ()),
        ("`@bob` [@bob](/x) <http://x.org/@bob> http://x.org/@bob", ()),
        ("```\n@bob\n```\n    \n    @bob", ()),
        (r"\@bob &#64;bob", ()),
        ("@bo\u200bb @\u202ebea", ("bob", "bea")),
    ],
)
def test_mentions_with_every_handle_allowed(source, mentions):
    assert render(source).mentions == mentions
    assert candidate_handles(source) >= set(mentions)


def test_only_existing_handles_are_linked():
    rendered = render("@bob @Sam_ @bea", handles={"Bob", "sam"})
    assert rendered.mentions == ("bob", "sam")
    assert rendered.html == '<p><a href="/people/bob/">@bob</a> <a href="/people/sam/">@Sam</a>_ @bea</p>'
    assert render("@bob", handles=[]).mentions == ()


def test_written_link_to_a_profile_is_no_mention():
    assert render("[@bob](/people/bob/)").mentions == ()


# --- Nothing runs ----------------------------------------------------------------------------------

ALLOWED = {
    **{tag: set() for tag in ("p", "br", "hr", "h3", "h4", "h5", "strong", "em", "del", "pre", "blockquote")},
    **{tag: set() for tag in ("ul", "li", "table", "thead", "tbody", "tr")},
    "a": {"href", "rel"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}


def assert_inert(html: str) -> None:
    """An oracle that shares nothing with the renderer: html5lib's tree holds only what is listed above."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        assert isinstance(element.tag, str), "comment or instruction"
        assert element.tag in ALLOWED
        assert set(element.attrib) <= ALLOWED[element.tag]
        href = element.get("href", "#")
        assert re.match(r"https?://[a-z0-9]|mailto:|#|/(?![/\\])", href)
        assert not any(ord(character) <= 32 or ord(character) > 126 for character in href)
        assert (element.get("rel") == "ugc nofollow noopener") == href.startswith("http")
        assert element.get("align", "left") in ("left", "center", "right")
        assert element.tag != "a" or element.find(".//a") is None
    assert not {chr(code) for code in (0, 2, 3, 0x200B, 0x202A, 0x202E, 0x2066, 0x2069)} & set(html)


ATTACKS = [
    # schemes
    *(
        f"[x]({address}) <{address}> ![x]({address}) [x](<{address}>) {address}\n\n[y]\n\n[y]: {address}"
        for address in (
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java&#115;cript:alert(1)",
            "java&#x09;script:alert(1)",
            "java\tscript:alert(1)",
            "\x01javascript:alert(1)",
            "javascript&colon;alert(1)",
            "javascript&#58alert(1)",
            "java\u00adscript:alert(1)",
            "java\u200bscript:alert(1)",
            "javascript://x.org/%0aalert(1)",
            "&#106;&#97;vascript:alert(1)",
            "\\javascript:alert(1)",
            "java\\\\script:alert(1)",
            "vbscript:msgbox(1)",
            "data:text/html,<script>alert(1)</script>",
            "data:image/svg+xml;base64,PHN2Zz4=",
            "file:///etc/passwd",
            "blob:https://x.org/1",
            "//evil.example/x",
            "/\\evil.example/x",
            "\\\\evil.example",
            "/\t/evil.example",
            "/&#10;/evil.example",
            "https:evil.example",
            "https:///evil.example",
            "https://bank.example@evil.example/",
            "https://bank.example:pw@evil.example/",
            "https://evil.example\\@bank.example/",
            "https://[::1]/",
            "http://0x7f.1/",
            "http://1.2.3.4.5/",
            "http://x:99999/",
            "https://xn--a/",
            "https://x.org/&#x22;onclick=alert(1)",
            "mailto:a@b.org?bcc=c@d.org",
            "mailto:a@b.org%0aBcc:c@d.org",
            "view-source:https://x.org",
        )
    ),
    # elements
    "<script>alert(1)</script>",
    "<ScRiPt/src=//x>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><style>*{}</style></svg>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=alert(1)&gt;'>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template><iframe srcdoc='<script>'></iframe>",
    "<base href=//evil.example><meta http-equiv=refresh content=0><link rel=stylesheet href=//x>",
    "<textarea><img title='</textarea><img src onerror=alert(1)>'>",
    "<a id=cookie name=getElementById class=admin style=position:fixed>x</a>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?><?php echo 1 ?>",
    "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "<unclosed <img src=x onerror=alert(1)",
    "</p></div></body></html>",
    "<p/onmouseover=alert(1)//",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;script&amp;gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    # breaking out of attributes
    '[x](/a"onmouseover="alert(1))',
    "[x](/a'onmouseover='alert(1))",
    '[x](/a "title" onmouseover="alert(1)")',
    '[x](/a "\\"onmouseover=alert(1)//")',
    '[x](/a "&quot;onmouseover=alert(1)//")',
    '![x" onerror="alert(1)](/a)',
    "[x](/a`onmouseover=alert(1)`)",
    '<https://x.org/"onmouseover="alert(1)>',
    'https://x.org/"onmouseover="alert(1)',
    "https://x.org/<img src=x onerror=alert(1)>",
    '[x]: /a"onmouseover=alert(1)\n\n[x]',
    '<a@b.org"onmouseover=alert(1)>',
    '```html" onmouseover="alert(1)\n```',
    "| a |\n|:-: style=x|\n| b |",
    '1" onmouseover=alert(1). x',
    '@bob"onmouseover=alert(1)',
    # nesting that makes parsers rebuild the tree
    "[a ![b](/c) <http://d.example> [e](/f)](/g)",
    "[[[a](/b)](/c)](/d)",
    "*a **b* c** ~~d *e~~ f*",
    "> - > 1. > # x\n\n| [a](/b | c |\n|---|---|\n| d](/e) | f |",
    "`<script>` ``</code><script>`` `&lt;script&gt;`",
    # the parser's own notes
    "\x02klzzwxh:0000\x03 \x02amp\x03 \x02wzxhzdk:0\x03 \x02fence:0\x03 klzzwxh:0001",
    "&#2;klzzwxh:0000&#3; &#2;60&#3;script&#2;62&#3;",
    "\x02fence:7\x03\n\n```\n<script>\n```",
    # invisible
    "\u202egnp.exe\u202c \u2066x\u2069 \u200bzero \ufeffbom \U000e0041tag \x00nul &#x202e;entity &#0; \ud800",
]


@pytest.mark.parametrize("source", ATTACKS)
def test_attack_is_shown_as_text(source):
    rendered = render(source)
    assert_inert(rendered.html)
    assert rendered.hold_reason == "", "our own passes should have left nothing for the gates"


@pytest.mark.parametrize("source", [source for source in ATTACKS if "<" in source])
def test_attack_stays_inert_in_plain_text(source):
    assert_inert(plain_html(source))


def test_oracle_finds_what_it_looks_for():
    for bad in (
        "<script></script>",
        "<a href='javascript:x'>x</a>",
        "<a href='//x'>x</a>",
        "<a href='https://x'>x</a>",
        "<p id=x>",
        "<p><!-- x -->",
        "<svg></svg>",
    ):
        with pytest.raises(AssertionError):
            assert_inert(bad)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="x">a</p>',
        '<p style="x">a</p>',
        '<code class="admin">a</code>',
        '<a href="/x" rel="opener">a</a>',
        "<p>a<p>b",
        "<p><h3>a</h3></p>",
        "<a href='/x'><a href='/y'>a</a></a>",
        "<p>a <!-- b --></p>",
        "<table><p>a</p></table>",
        "<p>a\x00</p>",
        "<p>a</p></p>",
        "<math><mi>a</mi></math>",
    ],
)
def test_gates_let_nothing_pass_that_either_would_change(markup):
    assert gates.through_both(markup) is None


def test_gates_agree_on_our_own_html():
    markup = '<p>a &amp; b\xa0<a href="https://x.org/?a=1&amp;b=2" rel="ugc nofollow noopener">c</a><br>d</p>'
    assert gates.through_both(markup) == markup


def test_disagreement_holds_the_text_and_shows_it_plainly(monkeypatch):
    pool = SimpleNamespace(ask=lambda *_asked: {"held": limits.GATES_DISAGREE})
    monkeypatch.setattr("community.core.markup.pool", pool)
    assert render("**a**\nb & @bob") == Rendered(
        "<p>**a**<br>b &amp; @bob</p>", RENDERER_VERSION, (), limits.GATES_DISAGREE
    )


MARKS = [
    *("*", "**", "_", "~~", "`", "```\n", "\n", "\n\n", "\\", "[", "]", "](", ")", "![", "<", ">", "> ", "- "),
    *("1. ", "    ", "|", "|-|-|\n", "---", "# ", "@bob", "a", " ", "http://", "https://x.org/", "&", "&lt;", '"'),
    *("&copy;", "'", ":", "javascript:", "<b>", "<!--", "-->", "<svg>", "\u202e", "\ud800", "\x00", "\x02", "é"),
    *("[a]: /b\n", "klzzwxh:0000", "\u200d", "//", "?a=1&b=2", "\xa0", "%0a", "<a href=", "=", "\t", ";"),
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(MARKS), max_size=60).map("".join))
BOUNDED = settings(max_examples=250, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


@BOUNDED
@given(TEXTS)
@example('a[a](<a href="](mailto:```b>`')  # python-markdown loses its own note in this one
def test_any_text_gives_inert_html_that_the_gates_do_not_change(source):
    markup = render_html(source)
    assert_inert(markup)
    assert gates.through_both(markup) == markup
    assert gates._BLEACH.clean(gates._BLEACH.clean(markup)) == gates._BLEACH.clean(markup)


@BOUNDED
@given(TEXTS)
def test_any_text_is_rendered_or_refused_and_never_held(source):
    try:
        rendered = render(source)
    except CannotRender:
        return
    assert rendered.hold_reason == ""
    assert set(rendered.mentions) <= candidate_handles(source)
    assert len(excerpt(rendered.html)) <= 160


# --- No text takes a second ------------------------------------------------------------------------

SIZE = 20_000


def filled(unit: str) -> str:
    return (unit * (SIZE // len(unit) + 1))[:SIZE]


PATHOLOGICAL = {
    **{
        repr(unit): filled(unit)
        for unit in (
            *("[", "![", "[a](", "[a](<b> ", '[a]("', "[a][b]", "[a]: b\n", '[a]: b "\n', "[a](b)"),
            *("*a ", "**a ", "a**", "*_", "*a_ ", "***a** b* ", "a***b*c**d ", "*", "~~a ", "****a "),
            *("`", "`a``", "\\```", "```\n", "`\n", ">", "> > a\n", "> - " * 9 + "a\n", "> ```\n"),
            *("- ", "- " * 19 + "a\n", "- > a\n", "- ```\n", "- a\n1. b\n", "- a\n  - b\n    - c\n", "1. a\n\n"),
            *("\n", " ", "\t", "a\n\n", "    a\n\n", "#", "# a #", "---\n", "-  ", "* x "),
            *("<", "<!--", "<?", "<![CDATA[", "<http://a", "<a@b.c>", "<b>*a</b>", "&", "&amp;", "\\"),
            *("http://a.b/(((()", "http://é.é ", "http://", "@abc ", "@a", "@", "|", "|-", "|\n", "a|b\n-|-\n"),
            *("\x00", "\ud800", "\u202e", "\u200d", "é\ufe0f", "a\u0301", "漢", "👩\u200d💻", "word "),
            "- > [a](*b_ `c` ![d][e] **f\n",
        )
    },
    "brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "nested links": "[a" * 5_000 + "](b)" * 2_500,
    "backtick runs": "".join("a" + "`" * length for length in range(1, 199)),
    "references to a long address": f"[a]: /{'x' * 9_000}\n\n" + "[a] " * 2_700,
    "deep lists": "".join("  " * depth + "- a\n" for depth in range(140)),
    "wide table": f"|{'a|' * 4_999}\n|{'-|' * 4_999}",
    "ragged table": f"|{'a|' * 99}\n|{'-|' * 99}\n" + "|\n" * 9_800,
    "table of backticks": "a|b\n-|-\n" + "`|" * 9_996,
    "emphasis": "*a **b " * 1_400 + "** *" * 2_500,
    "open title": "[a](/b 'c" * 2_200,
    "rule": "- " * 9_999 + "x",
    "spaces": "x" + " " * 19_998 + "x",
    "controls": "".join(map(chr, range(32))) * 625,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_hostile_text_takes_less_than_a_second(name):
    started = time.monotonic()
    markup = render_html(PATHOLOGICAL[name])
    assert time.monotonic() - started < 1
    assert len(markup) <= 10 * SIZE


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("a" * 32_001, limits.TOO_LONG),
        ("a\n" * 5_000, limits.TOO_MANY_LINES),
        (">" * 30 + "a", limits.TOO_NESTED),
        ("[" * 200, limits.TOO_NESTED),
        ("*a " * 100 + "a*" * 100, limits.TOO_NESTED),
        (PATHOLOGICAL["wide table"], limits.TOO_MANY_CELLS),
        (PATHOLOGICAL["references to a long address"], limits.TOO_COMPLICATED),
        (PATHOLOGICAL[repr("- > a\n")], limits.TOO_COMPLICATED),
    ],
)
def test_refusal_says_why_and_plain_text_keeps_everything(source, refusal):
    with pytest.raises(CannotRender) as refused:
        render(source)
    assert str(refused.value) == refusal
    assert "Your text is kept." in refusal
    assert render_html(source) == plain_html(source)


def test_a_megabyte_is_shown_plainly():
    started = time.monotonic()
    markup = render_html("<b>\u202e&\n\n" * 125_000)
    assert time.monotonic() - started < 1
    assert markup.startswith("<p>&lt;b&gt;&amp;</p>\n<p>")


def test_longest_ordinary_post_is_rendered():
    paragraph = (
        "The vendor has told its **Silver** partners by mail that free cases end, and has put the same on"
        " [its page](/changes/1/). Who renews before the day keeps the old terms for another year; whoever renews"
        " later pays for each case. We asked twice and were sent to @bob, who asked us to wait for the price list."
        "\n\n- one `code`\n- two\n\n"
    )
    assert render((paragraph * 200)[: limits.MAX_SOURCE]).hold_reason == ""


# --- The rendering processes -----------------------------------------------------------------------

CPU_EATER = filled("\\```")  # python-markdown looks for the end of every one of the 5,000 code spans


@pytest.fixture
def pool(monkeypatch):
    """Processes of our own, so that the tests below disturb no other."""
    pool = workers.Pool()
    monkeypatch.setattr("community.core.markup.pool", pool)
    yield pool
    pool.stop()


def running(pool) -> list[int]:
    return [worker.process.pid for worker in pool.workers if worker.process]


def test_text_that_takes_too_long_is_refused_and_the_next_one_rendered(pool, monkeypatch):
    monkeypatch.setattr(workers, "TOTAL_SECONDS", 20)  # on a busy machine its processor time ends it all the same
    render("warm")
    (first,) = running(pool)
    with pytest.raises(CannotRender, match="too complicated"):
        render(CPU_EATER)
    assert running(pool) != [first]
    assert not alive(first)
    assert render("*a*").html == "<p><em>a</em></p>"


def test_process_killed_while_idle_is_replaced_unnoticed(pool):
    render("warm")
    os.kill(running(pool)[0], signal.SIGKILL)
    assert render("*a*").html == "<p><em>a</em></p>"


def test_process_killed_midway_is_replaced_unnoticed(pool):
    render("warm")
    (first,) = running(pool)
    os.kill(first, signal.SIGSTOP)
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(render, "*a*")
        time.sleep(0.05)
        os.kill(first, signal.SIGKILL)
        assert answer.result().html == "<p><em>a</em></p>"


def test_process_that_hangs_costs_less_than_a_second(pool):
    render("warm")
    os.kill(running(pool)[0], signal.SIGSTOP)
    started = time.monotonic()
    with pytest.raises(CannotRender, match="site is busy"):
        render("*a*")
    assert time.monotonic() - started < 1
    time.sleep(0.2)  # the replacement gets ready
    assert render("*a*").html == "<p><em>a</em></p>"


def test_interrupted_call_leaves_no_answer_for_the_next_one(pool, monkeypatch):
    render("warm")
    with monkeypatch.context() as patch:
        patch.setattr(workers, "receive", interrupt)
        with pytest.raises(KeyboardInterrupt):
            render("mine")
    assert render("yours").html == "<p>yours</p>"


def interrupt(connection):
    raise KeyboardInterrupt


def test_no_process_can_be_started(pool, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent")
    assert render_html("*a*") == "<p>*a*</p>"


def test_many_threads_get_their_own_answers(pool):
    with ThreadPoolExecutor(8) as threads:
        htmls = list(threads.map(lambda number: render(f"*{number}*").html, range(200)))
    assert htmls == [f"<p><em>{number}</em></p>" for number in range(200)]
    assert len(running(pool)) <= workers.WORKERS


def test_every_thread_is_answered_in_a_second_beside_hostile_texts(pool):
    def timed(source):
        started = time.monotonic()
        render_html(source)
        return time.monotonic() - started

    with ThreadPoolExecutor(6) as threads:
        assert max(threads.map(timed, [CPU_EATER, "*a*"] * 4)) < 1


def test_fork_starts_its_own_processes_and_leaves_ours_alone(pool):
    os.register_at_fork(after_in_child=pool.after_fork)
    render("warm")
    before = running(pool)
    child = os.fork()
    if child == 0:
        fine = running(pool) == [] and render("*b*").html == "<p><em>b</em></p>"
        pool.stop()
        os._exit(0 if fine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert running(pool) == before
    assert render("*a*").html == "<p><em>a</em></p>"


def test_processes_end_with_their_parent():
    """Even when it is killed and can clean up nothing."""
    program = textwrap.dedent("""
        import os, signal
        from community.core import markup
        markup.render("warm")
        print(*[worker.process.pid for worker in markup.pool.workers if worker.process], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    printed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True).stdout
    (orphan,) = map(int, printed.split())
    deadline = time.monotonic() + 5
    while alive(orphan) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(orphan)


def alive(pid: int) -> bool:
    """Running, and not merely waiting for somebody to take note of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_process_gets_no_secrets(pool, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    render("warm")
    environment = Path(f"/proc/{running(pool)[0]}/environ").read_bytes()
    assert b"PYTHONPATH" in environment
    assert b"s3cret" not in environment


def test_web_process_loads_neither_markdown_nor_django():
    program = textwrap.dedent("""
        import sys
        from community.core.markup import render
        render("*a*")
        print({"markdown", "bleach", "nh3", "django"} & {*sys.modules})
    """)
    printed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert printed.stdout == "set()\n"


# --- Plain text ------------------------------------------------------------------------------------


def test_plain_html_keeps_lines_and_paragraphs():
    assert plain_html("a <b>\nc\n\n\n\n# d\x00 \n") == "<p>a &lt;b&gt;<br>c</p>\n<p># d</p>"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Title\n\nSome *em*phasis & `code`\n\n- one\n- two", "Title Some emphasis & code • one • two"),
        ("a\nb [link](https://x.org/?a>b) &lt;c&gt;", "a b link <c>"),
        ("", ""),
        ("word " * 100, "word " * 31 + "word…"),
        ("x" * 300, "x" * 159 + "…"),
    ],
)
def test_excerpt(source, text):
    assert excerpt(render(source).html) == text
    assert len(text) <= 160


def test_command_reads_standard_input(monkeypatch):
    from community.core.management.commands.render_markdown import Command

    stdin = SimpleNamespace(buffer=io.BytesIO("*ä* @bob\n<b>\xff".encode("latin-1").replace(b"\xe4", "ä".encode())))
    monkeypatch.setattr(sys, "stdin", stdin)
    out = io.StringIO()
    Command(stdout=out).handle()
    assert out.getvalue() == ('<p><em>ä</em> <a href="/people/bob/">@bob</a><br>&lt;b&gt;\ufffd</p>\n')


def test_nobody_waits_for_a_page_in_a_job_so_a_busy_machine_makes_no_text_unreadable(pool, monkeypatch):
    monkeypatch.setattr(workers, "TOTAL_SECONDS", 0)

    with pytest.raises(CannotRender):
        render("**bold**")
    with patiently():
        assert render("**bold**").html == "<p><strong>bold</strong></p>"
    with pytest.raises(CannotRender):
        render("**bold**")
