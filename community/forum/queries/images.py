"""What writing with images reads."""

from collections.abc import Iterable

from community.core import markup
from community.forum.models import Image


def images_in(viewer, source: str) -> list[Image]:
    """The images that a text names and the viewer may see. One query, or none if it names none."""
    keys = markup.candidate_images(source)
    return list(Image.objects.visible_to(viewer).filter(pk__in=keys)) if keys else []


def sizes_of(images: Iterable[Image]) -> dict[str, tuple[int, int]]:
    """What the renderer wants to know of images that it may show."""
    return {str(image.key): (image.width, image.height) for image in images}
