"""What a text may cost, and the sentences a member reads when it would cost more."""

MAX_SOURCE = 32_000  # characters; the length at which Discourse stops a post, too
MAX_LINES = 4_000  # 32,000 characters in ordinary lines are about 600
MAX_NESTING = 20  # quotes and lists inside each other; real discussions stop at about 6
MAX_TABLE_CELLS = 3_000  # a table is filled up to its heading's width, so a small text could ask for millions
MAX_COLUMNS = 200  # "|" in one line; python-markdown takes quadratic time to split it
MAX_OPEN_BRACKETS = 100  # in one block; for every "[" python-markdown looks through the rest of the block
MAX_DEPTH = 60  # elements inside each other in the result: 20 lists are 40, the rest is emphasis
MAX_GROWTH = 10  # times the source's length; a mention, the most productive thing, grows by about 7
MAX_HTML = 200_000  # characters
MAX_ELEMENTS = 5_000  # bleach needs 50 µs for each; 32,000 characters of ordinary text have about 700


def gettext_noop(message: str) -> str:
    """Mark a sentence for ``makemessages``; a view translates it with ``gettext(str(error))``.

    Not Django's own, because the rendering process starts in a seventh of a second without Django.
    """
    return message


TOO_LONG = gettext_noop("This text is longer than 32,000 characters. Split it into shorter posts. Your text is kept.")
TOO_COMPLICATED = gettext_noop(
    "This text is too complicated to show: simplify its formatting or split it into shorter posts. Your text is kept."
)
TOO_NESTED = gettext_noop(
    "This text is too complicated to show: quotes, lists, brackets or emphasis are nested too deeply. "
    "Take some levels out. Your text is kept."
)
TOO_MANY_CELLS = gettext_noop(
    "This text is too complicated to show: a table may have 200 columns and 3,000 cells. "
    "Split it into smaller tables. Your text is kept."
)
TOO_MANY_LINES = gettext_noop(
    "This text is too complicated to show: it may have 4,000 lines. Split it into shorter posts. Your text is kept."
)
TOO_BUSY = gettext_noop(
    "This text could not be prepared in time because the site is busy. Please send it again. Your text is kept."
)
GATES_DISAGREE = gettext_noop("The two safety checks disagreed about this text, so it is shown without formatting.")


class CannotRender(ValueError):  # noqa: N818 - said as a member would
    """The text cannot be shown as rich text; ``str(error)`` is one of the sentences above, in English."""
