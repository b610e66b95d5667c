"""Addresses do not come along: they were given to somebody else, for something else.

Names, titles and texts go through here. What is left of an address is enough to see that one stood there.
"""

import re

_LOCAL = r"(?:[\w.+-]|\\[_.+*-]){1,64}"
_DOMAIN = r"(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,23}(?![\w-])"
ADDRESS = re.compile(rf"(?<![\w.+-])(?:mailto:)?({_LOCAL})\\?(?:@|＠|%40|&#0{{0,6}}64;)(?:{_DOMAIN})", re.IGNORECASE)
# As people hide them from machines.
_AT, _DOT = r"\s?\\?[(\[{<]\s?(?:at|@|ät)\s?\\?[)\]}>]\s?", r"(?:\.|\s?\\?[(\[{<]\s?(?:dot|\.)\s?\\?[)\]}>]\s?)"
HIDDEN_ADDRESS = re.compile(
    rf"(?<![\w.+-])({_LOCAL}){_AT}(?:[\w-]{{1,63}}{_DOT}){{1,8}}[^\W\d_][\w-]{{1,23}}(?![\w-])", re.IGNORECASE
)
# As archives of mailing lists write them: "name at host.example". In other texts that is a sentence.
ARCHIVED_ADDRESS = re.compile(rf"(?<![\w.+-])({_LOCAL}) at ({_DOMAIN})", re.IGNORECASE)
# "Look at example.org" is no address.
_WORDS = frozenset(
    """
    a about access again all also am an and are arrive available back be been begin bug bugs but by call calls check
    code come comes details discuss discussed docs documentation done download events example examples file files find
    for found from get go going good had happen happened has have he help her here hosted how i in info information
    is issue issues it join just lives live lives located look looked looking looks lots me meet meeting more now of
    off on online or out page pages people point pointed pointing post posted project published read register released
    repository running see seen server site sit source start started starts stop talk talks team that the them there
    they this to us use used version was we were what when where who work worked working works you
    """.split()  # noqa: SIM905 - a list of words is easier to read than a list of strings
)


def mask(text: str, *, archived: bool = False) -> str:
    """The text with "name@…" for every e-mail address; ``archived``: also where it says "name at host.example"."""
    if "@" in text or "＠" in text or "64;" in text or "%40" in text:
        text = ADDRESS.sub(r"\1@…", text)
    if "at" in text.lower() or "@" in text:
        text = HIDDEN_ADDRESS.sub(r"\1@…", text)
    return ARCHIVED_ADDRESS.sub(_archived, text) if archived else text


def _archived(match: re.Match) -> str:
    return match[0] if match[1].lower() in _WORDS else f"{match[1]}@…"
