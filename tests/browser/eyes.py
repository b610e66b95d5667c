"""What a page may have wrong for those who look at it, listen to it, or touch it: each finding is a sentence."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE

WIDTHS = (360, 390, 820, 1280)

# axe loads style sheets anew to read them, which our content security policy forbids and no rule here needs.
# Of text in the very colour of its ground it only says that somebody should look: that is a violation as well.
_AXE = """() => axe.run(document, { resultTypes: ['violations', 'incomplete'], preload: false }).then((found) => [
    ...found.violations,
    ...found.incomplete
        .filter(({ id }) => id === 'color-contrast')
        .map((rule) => ({ ...rule, nodes: rule.nodes.filter(({ any }) => any[0]?.data?.messageKey === 'equalRatio') }))
        .filter(({ nodes }) => nodes.length),
])"""
# What can differ between desktop by day and phone in the dark. The rest is the same document.
_AXE_AGAIN = _AXE.replace("preload", "runOnly: ['color-contrast', 'link-in-text-block', 'target-size'], preload")

_SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        const inText = getComputedStyle(element).display === 'inline';  // WCAG 2.5.8 excepts links in sentences
        const inLabel = element.matches('[type=checkbox], [type=radio]');  // the label is the target
        if (!width || inText || inLabel || element.matches('.skip-link')) return false;
        return width < 24 || height < 24;
    })
    .map((element) => element.outerHTML.slice(0, 100))"""

_TWICE = """() => [...document.querySelectorAll('[id]')].map((element) => element.id)
    .filter((id, place, all) => all.indexOf(id) !== place)"""

_SHIFT = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 0)));
})"""


def look_at(page, address: str) -> list[str]:
    """Load the page on a phone, as most are, then turn it round."""
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    return [*_jumps(page), *look(page)]


def look(page) -> list[str]:
    """The same for the page that is loaded already."""
    return [f"{page.url}: {finding}" for finding in (*_too_small(page), *_twice(page), *_too_wide(page), *_axe(page))]


def _jumps(page) -> list[str]:
    shift = page.evaluate(_SHIFT)
    return [f"{page.url}: shifts by {shift}"] if shift >= 0.01 else []


def _too_small(page) -> list[str]:
    return [f"smaller than 24 pixels: {element}" for element in page.evaluate(_SMALL)]


def _twice(page) -> list[str]:
    return [f"more than once: id={name}" for name in page.evaluate(_TWICE)]


def _too_wide(page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{needed} pixels wide in a window of {width}")
    return found


def _axe(page) -> list[str]:
    page.evaluate(Axe().axe_script)
    found = []
    for size, scheme, ask in ((DESKTOP, "light", _AXE), (PHONE, "dark", _AXE_AGAIN)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        for violation in page.evaluate(ask):
            found.append(f"{scheme}: {violation['help']}: {[node['target'] for node in violation['nodes']]}")
    return found
