"""How the site's own images are named in texts. The web process asks this too, so it loads nothing heavy."""

import re

# As the view's address has it: a key in small letters, and nothing behind it.
OWN_IMAGE = re.compile(r"/images/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


def own_image(address: str | None) -> str:
    """The key of an image of the site's own by its address, in whatever way it is written; empty for any other."""
    found = OWN_IMAGE.fullmatch(address or "")
    return found.group(1) if found else ""


def candidate_images(source: str) -> set[str]:
    """The keys of images that a text may show: ask which of them exist before it is rendered."""
    return set(OWN_IMAGE.findall(source))
