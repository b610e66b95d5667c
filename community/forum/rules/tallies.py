"""How often one may ask for what leaves no row."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Allowance:
    """``most`` times within ``within``, from the first of them on."""

    most: int
    within: timedelta


PREVIEWS = Allowance(60, timedelta(minutes=1))  # a preview at every pause of a fast typist is about twenty
