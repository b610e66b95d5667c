"""Where a browser goes when it is to see every page."""

from tests import pages
from tests.pages import Community

ERRORS = ["not there"]
PUBLIC = [*pages.PUBLIC, *pages.SIGN_IN, "sign in by mail", "mail is sent", "link is old", "reset is sent", *ERRORS]
MEMBER = [*pages.MEMBER, "own page", "sign out", "is it you", "thread", "home", *ERRORS]
MODERATOR = [*pages.MODERATOR, "log", "thread"]


class Furnished(Community):
    """A community whose texts are as long and as varied as real ones."""

    @property
    def addresses(self) -> dict[str, str]:
        return super().addresses | {
            "sign in by mail": "/accounts/login/code/",
            "mail is sent": "/accounts/confirm-email/",
            "link is old": "/accounts/confirm-email/gone/",
            "reset is sent": "/accounts/password/reset/done/",
            "not there": "/nothing/here/",
            "own page": "/people/bob/",
            "sign out": "/accounts/logout/",
            "is it you": "/accounts/2fa/totp/activate/",
        }


def furnish() -> Furnished:
    from tests import factories as make

    community = Furnished()
    make.make_post(community.thread, community.bob, source=EVERYTHING)
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    long = make.make_change(title=f"{word} {word} changes its terms for everybody", vendor=community.vendor)
    make.make_post(long.thread, source=f"https://example.org/{word * 2}")
    return community


EVERYTHING = """# A heading

A [link](https://example.org/), `code`, **bold**, *italic* and ~~gone~~.

> A quotation

- one
- two
  1. three

| item | today | from July |
|---|---:|---|
| seats | 5 | 750 |

```
a long line of code that does not end for quite a while, so that a phone has to do something about it
```
"""
