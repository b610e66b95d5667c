"""Images in posts: drawn here, shown by posts that people might write. They and their figures are invented."""

import datetime as dt
import io

from PIL import Image, ImageDraw

from community.forum import actions as forum
from community.forum.models import Thread
from community.tags.models import Tag

INK, PAPER, EDGE, BLUE, RED = "#15181a", "#fdfdfb", "#7b8083", "#0b4d99", "#b0210f"
OURS = [("2021", 310), ("2022", 310), ("2023", 480), ("2024", 690), ("2025", 690), ("2026", 1150)]
NOTES = [("", "seats", "old", "new"), ("small", "12", "96", "180"), ("middle", "40", "320", "410"),
         ("large", "150", "1,200", "1,190")]  # fmt: skip


def plan(story) -> None:
    """A thread with a chart, and a reply with a table that somebody scribbled."""
    story.at(story.now - dt.timedelta(days=2, hours=5), lambda: _begin(story))
    story.at(story.now - dt.timedelta(days=1, hours=7), lambda: _answer(story))


def _begin(story) -> None:
    chart = forum.add_image(story.people["ingrid"], data=_chart())
    forum.start_thread(
        author=story.people["ingrid"], kind="discussion", tags=[Tag.objects.get(name="benefits")],
        title="What all our partner programs together cost us, as a picture",
        source="I have put the yearly fees of our four programs into one chart. The benefits have not moved.\n\n"
        "![Bars: 310 euros in 2021 and 2022, 480 in 2023, 690 in 2024 and 2025, 1,150 in 2026]"
        f"({chart.get_absolute_url()})\n\nDoes yours look like that?",
    )  # fmt: skip


def _answer(story) -> None:
    table = forum.add_image(story.people["greta"], data=_table())
    thread = Thread.objects.get(title__endswith="cost us, as a picture")
    forum.post_reply(
        author=story.people["greta"], thread=thread,
        source="Ours depends on the size of the customer. My notes from the call, old price and new:\n\n"
        "![A table by hand. Small, 12 seats: 96 before, 180 now. Middle, 40: 320, 410. Large, 150: 1,200, 1,190.]"
        f"({table.get_absolute_url()})\n\nOnly the large ones got cheaper, and by a hair.",
    )  # fmt: skip


def _chart() -> bytes:
    picture = Image.new("RGB", (640, 320), PAPER)
    pen = ImageDraw.Draw(picture)
    for number, (year, euros) in enumerate(OURS):
        left, top = 40 + number * 98, 270 - euros // 5
        pen.rectangle((left, top, left + 60, 270), fill=RED if euros > 1000 else BLUE)
        pen.text((left + 30, top - 16), f"{euros}", fill=INK, anchor="mm", font_size=16)
        pen.text((left + 30, 290), year, fill=INK, anchor="mm", font_size=16)
    pen.line((30, 270, 620, 270), fill=INK, width=2)
    return _png(picture)


def _table() -> bytes:
    picture = Image.new("RGB", (480, 260), "#f3f3ee")
    pen = ImageDraw.Draw(picture)
    for row, cells in enumerate(NOTES):
        for column, words in enumerate(cells):
            at = (40 + column * 112 + (row * 7 + column * 5) % 6, 40 + row * 54 + (row * 5 + column * 3) % 7)
            pen.text(at, words, fill=BLUE, font_size=24)
        pen.line((24, 76 + row * 54 + row % 3, 452, 78 + row * 54 - row % 2), fill=EDGE, width=2)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
