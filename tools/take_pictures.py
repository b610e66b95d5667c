"""Make docs/pictures/screens.png, the main screens of a running demo in one picture.

Run `make demo` in one terminal and `.venv/bin/python tools/take_pictures.py http://localhost:8000` in another.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

from tools.find_browser import find  # noqa: E402 - the folder has to be known first

TARGET = BASE_DIR / "docs" / "pictures" / "screens.png"
LIMIT = 700_000  # bytes; it is loaded with the README
WIDTH, GAP = 1600, 24

DESKTOP = {"viewport": {"width": 1280, "height": 1180}, "color_scheme": "light"}
PHONE = {"viewport": {"width": 390, "height": 1128}, "color_scheme": "dark"}

# name, address (or what to follow from there), size, width in the picture
SCREENS = [
    ("home", ["/"], DESKTOP, 768),
    ("change", ["/changes/", ".change-row__title a:text('Data Center')"], DESKTOP, 768),
    ("thread", ["/t/", ".thread-row__title a >> nth=1"], DESKTOP, 768),
    ("phone-home", ["/changes/"], PHONE, 244),
    ("phone-change", ["/changes/", ".change-row__title a:text('Exchange Online')"], PHONE, 244),
    ("phone-thread", ["/t/", ".thread-row__title a >> nth=1"], PHONE, 244),
]

SHEET = """<!doctype html><style>
    body {{ margin: 0; padding: {gap}px; background: #dddcd6; }}
    main {{ display: flex; flex-wrap: wrap; gap: {gap}px; align-items: start; }}
    img {{ display: block; border: 1px solid #7b8083; box-sizing: border-box; }}
</style><main>{images}</main>"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", help="of the running demo, for example http://localhost:8000")
    address = parser.parse_args().address.rstrip("/")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        for name, way, size, _width in SCREENS:
            _take(browser, address, way, size, Path(folder) / f"{name}.png")
        _compose(browser, Path(folder))
        browser.close()
    print(f"{TARGET.relative_to(BASE_DIR)}: {TARGET.stat().st_size:,} bytes")


def _take(browser: Browser, address: str, way: list[str], size: dict, target: Path) -> None:
    context = browser.new_context(base_url=address, **size)
    page = context.new_page()
    page.goto(way[0])
    for link in way[1:]:
        page.locator(link).first.click()
        page.wait_for_load_state()
    page.screenshot(path=target)
    context.close()


def _compose(browser: Browser, folder: Path) -> None:
    """Side by side in a small page, whose picture is taken; smaller until it is small enough."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    images = "".join(f'<img src="{name}.png" width="{width}" alt="">' for name, _way, _size, width in SCREENS)
    (folder / "sheet.html").write_text(SHEET.format(gap=GAP, images=images), encoding="utf-8")
    for scale in (1, 0.9, 0.8, 0.7, 0.6):
        context = browser.new_context(viewport={"width": WIDTH + GAP, "height": 100}, device_scale_factor=scale)
        page = context.new_page()
        page.goto((folder / "sheet.html").as_uri())
        page.screenshot(path=TARGET, full_page=True)
        context.close()
        if TARGET.stat().st_size < LIMIT:
            return
    sys.exit(f"The picture is still {TARGET.stat().st_size:,} bytes; take fewer screens.")


if __name__ == "__main__":
    main()
