"""Images are pasted, dropped and chosen, and a text is never worse for it."""

import base64
import re

import pytest
from playwright.sync_api import expect

from community.forum.models import Image, Post
from tests import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("uploads")]

# As a browser fires it when somebody pastes or drops a file.
BRING = """([area, type, name, base64, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type: "image/png" }));
  if (text) data.setData("text/plain", text);
  const how = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
  area.dispatchEvent(type === "paste" ? new ClipboardEvent(type, how) : new DragEvent(type, how));
}"""


def bring(page, area, how: str, colour: int, *, text: str = "") -> None:
    data = base64.b64encode(make.drawn_image(size=(60, 40), colour=colour)).decode()
    page.evaluate(BRING, [area.element_handle(), how, "fees [1].png", data, text])


def test_images_are_pasted_dropped_and_chosen_described_and_posted(enter, bob, bea, complaints):
    thread = make.make_thread(bea, title="What the new fees come to", source="Show me.")
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    area, said = page.get_by_label("Reply to the thread"), page.locator("#reply image-adder [role=status]")
    area.press_sequentially("Ours:")

    bring(page, area, "paste", 0x112233)
    expect(said).to_have_text("The image is in the text. Describe it there in a few words.")
    page.keyboard.type("A chart")  # the words that stand there are marked
    first = Image.objects.get()
    expect(area).to_have_value(f"Ours:\n\n![A chart]({first.get_absolute_url()})\n")

    # While one is on its way nothing is posted; what is no image goes again and leaves the text as it was.
    page.route(
        "**/images/", lambda route: route.fulfill(status=415, content_type="text/plain", body="No image of ours.")
    )
    area.press("ControlOrMeta+End")
    bring(page, area, "drop", 0x445566)
    expect(said).to_have_text("No image of ours.")
    expect(area).to_have_value(f"Ours:\n\n![A chart]({first.get_absolute_url()})\n")
    page.unroute("**/images/")
    held = []
    page.route("**/images/", lambda route: held.append(route))
    bring(page, area, "drop", 0x445566)
    expect(area).to_have_value(f"Ours:\n\n![A chart]({first.get_absolute_url()})\n\n![uploading fees 1.png…]()\n")
    page.get_by_role("button", name="Post reply").click()
    expect(said).to_have_text("The image is on its way. Post when it is in the text.")
    held[0].continue_()
    expect(area).not_to_have_value(re.compile("uploading"))
    page.unroute("**/images/")
    expect(said).to_have_text("The image is in the text. Describe it there in a few words.")
    assert Post.objects.count() == 1

    # A copied table is text first; a file is chosen by keyboard, too.
    before = area.input_value()
    bring(page, area, "paste", 0x778899, text="a table")
    expect(area).to_have_value(before)
    file = {"name": "a.png", "mimeType": "image/png", "buffer": make.drawn_image(colour=0x998877)}
    page.locator("#reply").get_by_label("Image", exact=True).set_input_files(file)
    expect(area).to_have_value(re.compile(r"^Ours:(\n\n!\[[\w ]+\]\(/images/[\w-]+/\)){3}\n$"))

    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p2 .prose img")).to_have_count(3)
    expect(page.locator("#p2").get_by_role("link", name="A chart")).to_have_attribute("href", first.get_absolute_url())
    loaded = "(image) => image.decode().then(() => [image.naturalWidth, image.width, image.height])"
    assert page.locator("#p2 .prose img").first.evaluate(loaded) == [60, 60, 40]
    complaints[:] = [said for said in complaints if "415" not in said]
