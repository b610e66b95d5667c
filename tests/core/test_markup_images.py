"""Which images a text shows: the site's own that it is told of, with their sizes, and no others."""

import pytest

from community.core.markup import candidate_images, excerpt, html_for_mail, render, render_html, text_for_mail
from community.core.markup.gates import through_both

KEY = "01234567-89ab-4def-8123-456789abcdef"
OTHER = "01234567-89ab-4def-8123-456789abcde0"
PAGE = "https://site.example/t/1-x/2/"


def image(words: str, key: str = KEY, width: int = 640, height: int = 480) -> str:
    return f'<img alt="{words}" height="{height}" loading="lazy" src="/images/{key}/" width="{width}">'


def link(words: str, key: str = KEY) -> str:
    return f'<a href="/images/{key}/">{words}</a>'


SHOWN = [
    (f"![A chart](/images/{KEY}/)", f"<p>{link(image('A chart'))}</p>"),
    (f"a ![b](/images/{KEY}/ 'title') c", f"<p>a {link(image('b'))} c</p>"),
    (
        f'![a "b" <i> & &copy; \\] `c`](/images/{KEY}/)',
        f"<p>{link(image('a &quot;b&quot; &lt;i&gt; &amp; © ] c'))}</p>",
    ),
    (f"![a\nb][1]\n\n[1]: /images/{KEY}/", f"<p>{link(image('a b'))}</p>"),
    (f"![](/images/{KEY}/)", f"<p>{link(image('–'))}</p>"),
    (f"[![a](/images/{KEY}/)](/t/1/)", f'<p><a href="/t/1/">{image("a")}</a></p>'),
    (f"> - ![a](/images/{KEY}/)", f"<blockquote><ul><li>{link(image('a'))}</li></ul></blockquote>"),
]
LINKS = [
    (f"![a](/images/{OTHER}/)", f"<p>{link('a', OTHER)}</p>"),
    (f"[a](/images/{KEY}/)", f"<p>{link('a')}</p>"),
    (f"`![a](/images/{KEY}/)`", f"<p><code>![a](/images/{KEY}/)</code></p>"),
    (f"![a](/images/{KEY}/?x=1)", f'<p><a href="/images/{KEY}/?x=1">a</a></p>'),
    (f"![a](/images/{KEY})", f'<p><a href="/images/{KEY}">a</a></p>'),
    (f"![a](/images/{KEY.upper()}/)", f'<p><a href="/images/{KEY.upper()}/">a</a></p>'),
    ("![a](/accounts/logout/)", '<p><a href="/accounts/logout/">a</a></p>'),
    (
        f"![a](https://x.org/images/{KEY}/)",
        f'<p><a href="https://x.org/images/{KEY}/" rel="ugc nofollow noopener">a</a></p>',
    ),
    (f"![a](//x.org/images/{KEY}/)", f"<p>a (//x.org/images/{KEY}/)</p>"),
    (f'<img src="/images/{KEY}/">', f'<p>&lt;img src="/images/{KEY}/"&gt;</p>'),
]


@pytest.mark.parametrize(("source", "expected"), SHOWN + LINKS)
def test_which_images_are_shown(source, expected):
    rendered = render(source, images={KEY: (640, 480)})

    assert (rendered.html, rendered.hold_reason) == (expected, "")


@pytest.mark.parametrize("source", [source for source, _ in SHOWN])
def test_without_being_told_of_any_a_text_shows_none(source):
    assert "<img" not in render_html(source)


def test_the_images_that_a_text_names_are_known_before_it_is_rendered():
    assert candidate_images("\n".join(source for source, _ in SHOWN + LINKS)) == {KEY, OTHER}
    assert candidate_images("/images/x/ https://example.org/") == set()


@pytest.mark.parametrize(
    "hole",
    [
        image("a").replace("/images/", "https://evil.example/images/"),
        image("a").replace(f"/images/{KEY}/", "/logout/"),
        image("a").replace("/images/", "data:/images/"),
        image("a").replace("lazy", "eager"),
        image("a").replace('"640"', '"100%"'),
        image("a").replace("alt", "onerror"),
        image("a").replace("<img", '<img style="position:fixed"'),
    ],
)
def test_no_other_image_passes_the_gates(hole):
    assert through_both(f"<p>{image('a')}</p>") == f"<p>{image('a')}</p>"
    assert through_both(f"<p>{hole}</p>") is None


def test_where_only_a_line_is_shown_an_image_is_its_words():
    html = render(f"Look: ![A <b> chart](/images/{KEY}/) of *fees*.", images={KEY: (9, 9)}).html

    assert excerpt(html) == "Look: A <b> chart of fees."


def test_in_mails_an_image_is_a_link_and_its_words():
    source = f"Look: ![A chart](/images/{KEY}/) ![b](https://x.org/b.png)"
    html = render(source, images={KEY: (9, 9)}).html

    whole = f"https://site.example/images/{KEY}/"
    assert f'<a href="{whole}">A chart</a>' in html_for_mail(html, page=PAGE)
    assert "<img" not in html_for_mail(html, page=PAGE)
    assert text_for_mail(source, page=PAGE) == f"Look: A chart ({whole}) ![b](https://x.org/b.png)"
    assert text_for_mail(f"![](/images/{KEY}/)", page=PAGE) == f"({whole})"
