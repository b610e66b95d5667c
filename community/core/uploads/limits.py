"""What a picture may be, and the sentences a member reads when it is something else."""

MOST_BYTES = 4_000_000  # of the file; what a camera makes is 2 to 5 MB, a screenshot 0.1 to 2
MOST_PIXELS = 40_000_000  # as the file says before it is unpacked: 160 MB of memory
KEPT_PIXELS = 12_000_000  # larger ones are made smaller; a screen has 2 to 8 million
LONGEST_SIDE = 16_000  # WebP ends at 16,383
JPEG_QUALITY = 85
WEBP_QUALITY = 82

CPU_SECONDS = 6  # 40 million pixels of a photograph take about 1, of a hard PNG 3
WALL_SECONDS = 15  # on a busy machine
MEMORY_BYTES = 1_200 * 1024 * 1024  # address space: 40 million pixels twice, and the libraries


def gettext_noop(message: str) -> str:
    """Mark a sentence for ``makemessages``: the process that makes pictures knows no Django."""
    return message


NOTHING = gettext_noop("Choose an image first.")
TOO_LARGE = gettext_noop("This image is larger than 4 MB. Make it smaller and try again. Your text is kept.")
TOO_MANY_PIXELS = gettext_noop(
    "This image has more than 40 million pixels. Make it smaller and try again. Your text is kept."
)
NO_PICTURE = gettext_noop("This is no JPEG, PNG, WebP, GIF or AVIF image. Your text is kept.")
BROKEN = gettext_noop("This image is damaged and cannot be read. Your text is kept.")
TOO_COSTLY = gettext_noop("This image takes too long to read. Save it anew and try again. Your text is kept.")
TOO_BUSY = gettext_noop("The site is busy with other images. Try again in a moment. Your text is kept.")
NO_ROOM = gettext_noop("The image could not be stored. Try again later. Your text is kept.")

STATUS = {TOO_LARGE: 413, NO_PICTURE: 415, TOO_BUSY: 503, NO_ROOM: 503}  # all others are 422


class CannotTake(ValueError):  # noqa: N818 - said as a member would
    """The file is not taken; ``str(error)`` is one of the sentences above, in English."""
