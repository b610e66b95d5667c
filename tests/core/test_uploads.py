"""Files that people send come out as images and nothing else, or not at all, and nobody waits long for it."""

import io
import struct
import time
import zlib

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from PIL import Image, ImageCms, PngImagePlugin

from community.core import uploads
from community.core.middleware import CompressionMiddleware
from community.core.uploads import CannotTake, clean_picture, limits, pictures
from community.core.uploads.pictures import made_anew
from tests.factories import drawn_image

SECRET = b"Zurich-47.3769-8.5417"


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_says(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 9_000)) + chunk(b"IEND", b"")


# --- what is taken ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "kind"),
    [("JPEG", "jpeg"), ("PNG", "png"), ("GIF", "png"), ("WEBP", "webp"), ("AVIF", "webp"), ("MPO", "jpeg")],
)
def test_every_kind_that_we_take_comes_out_as_one_that_every_browser_shows(sent, kind):
    more = {"save_all": True, "append_images": [Image.new("RGB", (60, 40))]} if sent in ("MPO", "GIF") else {}
    made = made_anew(drawn_image(sent, size=(60, 40), **more))

    assert (made.kind, made.width, made.height) == (kind, 60, 40)
    shown = opened(made.data)
    assert (shown.format, shown.size, getattr(shown, "n_frames", 1)) == (kind.upper(), (60, 40), 1)
    red, green, blue = shown.convert("RGB").getpixel((30, 20))
    assert (abs(red - 0x0B), abs(green - 0x4D), abs(blue - 0x99)) < (6, 6, 6)


def test_a_photograph_is_turned_as_it_is_seen_and_tells_nothing_of_where_and_when():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, SECRET.decode()  # turned by 90 degrees; the camera
    exif.get_ifd(0x8825)[2] = (47.0, 22.0, 36.84)
    sent = drawn_image("JPEG", size=(60, 40), exif=exif, comment=SECRET, xmp=SECRET)
    assert sent.count(SECRET) == 3

    made = made_anew(sent)

    assert (made.width, made.height) == (40, 60)
    shown = opened(made.data)
    assert not shown.getexif()
    assert (
        set(shown.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"} == set()
    )
    assert SECRET not in made.data


def test_texts_and_comments_inside_files_are_left_out():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=False)
    sent = [
        drawn_image("PNG", pnginfo=texts), drawn_image("GIF", comment=SECRET), drawn_image("WEBP", xmp=SECRET),
        drawn_image("AVIF", xmp=SECRET), drawn_image("PNG") + SECRET, drawn_image("JPEG") + SECRET,
    ]  # fmt: skip

    assert all(SECRET in data for data in sent)
    assert [SECRET in made_anew(data).data for data in sent] == [False] * 6


def test_colours_stay_what_they_are_without_their_profile():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()  # not one of RGB: taken as it is
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for given in (profile, srgb, b"no profile at all"):
        shown = opened(made_anew(drawn_image("PNG", icc_profile=given)).data)
        assert shown.getpixel((9, 9)) == (0x0B, 0x4D, 0x99)
        assert "icc_profile" not in shown.info


@pytest.mark.parametrize(
    ("sent", "mode"),
    [
        (drawn_image(mode="1"), "L"), (drawn_image(mode="I;16"), "L"), (drawn_image(mode="LA"), "RGBA"),
        (drawn_image(mode="RGBA"), "RGBA"), (drawn_image(mode="P"), "RGB"), (drawn_image("JPEG", mode="CMYK"), "RGB"),
        (drawn_image("JPEG", mode="L"), "L"),
    ],
)  # fmt: skip
def test_every_way_to_keep_colours_comes_out_plain(sent, mode):
    assert opened(made_anew(sent).data).mode == mode


@pytest.mark.parametrize(
    ("most", "size", "shown"),
    [
        ({"KEPT_PIXELS": 10_000}, (400, 100), (200, 50)),
        ({"LONGEST_SIDE": 100}, (400, 8), (100, 2)),
        ({}, (9, 9), (9, 9)),
    ],
)
def test_a_large_picture_comes_out_as_large_as_one_looks_at_it(most, size, shown, monkeypatch):
    for name, value in most.items():
        monkeypatch.setattr(pictures, name, value)
    for mode in ("RGB", "RGBA", "P"):
        made = made_anew(drawn_image(size=size, mode=mode))
        assert (made.width, made.height) == shown


# --- what is not ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", limits.NO_PICTURE),
        ("tiff", drawn_image("TIFF"), limits.NO_PICTURE),
        ("bmp", drawn_image("BMP"), limits.NO_PICTURE),
        ("ico", drawn_image("ICO"), limits.NO_PICTURE),
        ("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", limits.NO_PICTURE),
        ("text", b"/etc/passwd", limits.NO_PICTURE),
        ("html that begins like a gif", b"GIF89a<script>alert(document.domain)</script>", limits.NO_PICTURE),
        ("bomb by width and height", png_that_says(60_000, 60_000), limits.TOO_MANY_PIXELS),
        ("a little more than one may", png_that_says(8_001, 5_000), limits.TOO_MANY_PIXELS),
        ("less in it than it says", png_that_says(6_000, 6_000), limits.BROKEN),
        ("half a photograph", drawn_image("JPEG", size=(900, 900))[:3_000], limits.BROKEN),
        ("bomb in a text", drawn_image()[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 10**8)), limits.BROKEN),
        ("larger than 4 MB", drawn_image() + b"\0" * limits.MOST_BYTES, limits.TOO_LARGE),
    ],
)
def test_what_is_no_image_of_ours_is_refused_with_a_sentence(name, sent, sentence):
    started = time.monotonic()
    with pytest.raises(CannotTake) as refused:
        clean_picture(sent)

    assert str(refused.value) == sentence
    assert time.monotonic() - started < limits.WALL_SECONDS


def test_a_page_that_is_a_picture_too_comes_out_as_the_picture():
    script = b"<script>alert(document.domain)</script>"
    both = drawn_image("GIF", comment=script) + script

    made = clean_picture(both)
    assert (made.width, made.height) == (40, 30)

    assert script in both
    assert made.kind == "png"
    assert script not in made.data


def test_a_file_that_costs_too_much_is_ended_and_the_next_one_is_taken(monkeypatch):
    monkeypatch.setattr(uploads, "WALL_SECONDS", 0.01)
    with pytest.raises(CannotTake, match="takes too long"):
        clean_picture(drawn_image())
    monkeypatch.undo()
    assert clean_picture(drawn_image()).kind == "png"


def test_no_more_are_made_at_once_than_leave_the_site_alive(monkeypatch):
    monkeypatch.setattr(uploads, "PATIENCE", 0)
    for _place in range(uploads.AT_ONCE):
        uploads._places.acquire()
    try:
        with pytest.raises(CannotTake, match="busy"):
            clean_picture(drawn_image())
    finally:
        for _place in range(uploads.AT_ONCE):
            uploads._places.release()


def test_the_process_knows_no_secret_and_a_picture_that_ends_it_is_refused(monkeypatch):
    program = "import os; print(sorted(os.environ), os.environ.get('SECRET_KEY')); os.abort()"
    monkeypatch.setattr(uploads.apart, "command", lambda module: [uploads.apart.sys.executable, "-S", "-c", program])
    monkeypatch.setenv("SECRET_KEY", "of the site")
    with pytest.raises(CannotTake, match="takes too long"):
        clean_picture(drawn_image())
    assert set(uploads.apart.environment()) == {"PYTHONPATH", "LC_ALL"}


# --- on the way in and out --------------------------------------------------------------------------


def test_of_a_file_beyond_the_limit_nothing_is_kept_and_the_rest_of_the_form_is(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["community.core.uploads.intake.UpToTheLimit"]
    large, small = io.BytesIO(b"x" * (limits.MOST_BYTES + 1)), io.BytesIO(b"y" * 100)
    large.name, small.name = "large.png", "small.png"

    sent = RequestFactory().post("/", {"before": "a", "image": large, "after": "b"})
    taken = RequestFactory().post("/", {"image": small, "after": "b"})

    assert (sent.POST.dict(), dict(sent.FILES), sent.file_was_too_large) == ({"before": "a", "after": "b"}, {}, True)
    assert taken.FILES["image"].read() == b"y" * 100
    assert not hasattr(taken, "file_was_too_large")


def test_images_are_not_compressed_once_more_and_texts_are():
    def answer(content_type: str) -> HttpResponse:
        request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
        return CompressionMiddleware(lambda _request: HttpResponse(b"a" * 999, content_type=content_type))(request)

    assert [answer(kind).has_header("Content-Encoding") for kind in ("image/png", "text/html")] == [False, True]
