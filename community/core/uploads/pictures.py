"""Bytes → a new picture, which holds what is seen and nothing else."""

import io
import warnings

from PIL import AvifImagePlugin, Image, ImageCms, ImageOps, UnidentifiedImageError

from .limits import (
    JPEG_QUALITY,
    KEPT_PIXELS,
    LONGEST_SIDE,
    MOST_PIXELS,
    NO_PICTURE,
    TOO_MANY_PIXELS,
    WEBP_QUALITY,
    CannotTake,
)
from .wire import Picture

# What a file may be, whatever it is called, and what comes of it. Two pictures in one JPEG ("MPO") are its first.
FORMATS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "GIF": "png", "WEBP": "webp", "AVIF": "webp"}
HOW = {
    "jpeg": {"quality": JPEG_QUALITY, "progressive": True, "optimize": True},
    "png": {"compress_level": 6},
    "webp": {"quality": WEBP_QUALITY, "method": 3, "alpha_quality": 100},
}
AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # the process may start no other


def made_anew(data: bytes) -> Picture:
    """The first picture of a file. Raises CannotTake, or whatever a decoder says of a damaged file."""
    with _opened(data) as opened:
        kind = FORMATS[opened.format]
        profile = opened.info.get("icc_profile")
        seen = ImageOps.exif_transpose(_smaller(_plain(opened)))
    picture = _in_srgb(seen, profile)
    if kind == "jpeg":
        picture = picture.convert("RGB") if picture.mode not in ("L", "RGB") else picture
    # Made of its pixels alone: what else a picture carries is in ``info``, which savers write by themselves.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, kind.upper(), **HOW[kind])
    return Picture(written.getvalue(), kind, *bare.size)


def _opened(data: bytes) -> Image.Image:
    """The file as one of the formats that we take, not unpacked yet."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            opened = Image.open(io.BytesIO(data), formats=[name for name in FORMATS if name != "MPO"])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise CannotTake(TOO_MANY_PIXELS) from None
        except UnidentifiedImageError:
            raise CannotTake(NO_PICTURE) from None
    if opened.width * opened.height > MOST_PIXELS:
        raise CannotTake(TOO_MANY_PIXELS)
    return opened


def _plain(opened: Image.Image) -> Image.Image:
    """In grey or in colours, with transparency if there is some."""
    is_clear = opened.has_transparency_data
    if opened.mode in ("L", "RGB", "RGBA", "CMYK") and not (is_clear and opened.mode != "RGBA"):
        opened.load()
        return opened
    if opened.mode == "1" or opened.mode.startswith(("I", "F")):
        return opened.convert("L")
    return opened.convert("RGBA" if is_clear else "RGB")


def _smaller(picture: Image.Image) -> Image.Image:
    """Made smaller, if it is larger than anybody looks at. Keeps how it is turned."""
    scale = min(1, (KEPT_PIXELS / (picture.width * picture.height)) ** 0.5, LONGEST_SIDE / max(picture.size))
    if scale == 1:
        return picture
    size = tuple(max(1, int(side * scale)) for side in picture.size)
    small = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    small.info = picture.info
    return small


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """With the colours that its profile means, as every screen shows them without it."""
    mode = {"CMYK": "RGB"}.get(picture.mode, picture.mode)
    if profile and picture.mode != "L":
        try:
            given, meant = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, given, meant, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that is no profile
    return picture.convert(mode) if picture.mode != mode else picture
