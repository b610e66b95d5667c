"""Where a post stands in its thread: numbers along the flat view, paths along the tree.

A path is the numbers of all posts from the root down, each as six base-36 digits, so that the text
order of paths (in the "C" collation) is the reading order of the tree: a post, then its replies,
then its next sibling.
"""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
WIDTH = 6  # 36**6 is two thousand million posts in one thread
# Deeper replies stand beside their parent: 100 levels make a path of 600 bytes, well below what a
# btree index takes (2,700), and nobody can follow more.
MAX_DEPTH = 99


def segment(number: int) -> str:
    """The number as six base-36 digits."""
    digits = ""
    for _place in range(WIDTH):
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def path_below(parent_path: str, number: int) -> str:
    """The path of post ``number`` as a reply to the post at ``parent_path`` (empty for a first-level post)."""
    return parent_path[: MAX_DEPTH * WIDTH] + segment(number)


def depth_of(path: str) -> int:
    """0 for a first-level post."""
    return len(path) // WIDTH - 1
