"""Where a browser goes when it is to see every page."""

from community.programs import actions as programs
from tests import factories as make
from tests import pages
from tests.pages import Community

ERRORS = ["not there"]
PUBLIC = [*pages.PUBLIC, *pages.SIGN_IN, "sign in by mail", "mail is sent", "link is old", "reset is sent", *ERRORS]
MEMBER = [
    *pages.MEMBER, "own page", "sign out", "is it you", "thread", "home", "changes filtered", "change", "playbook",
    "change questions", "effect", "census", "your programs", *ERRORS,
]  # fmt: skip
MODERATOR = [
    *pages.MODERATOR, "log", "thread", "change", "targets", "reasons", "sources", "source", "source new", "source edit",
    "source publish", "update case",
]  # fmt: skip
ADMIN = ["matrix edit", "matrix layout", "matrix row", "matrix term", "scopes"]
REPRESENTATIVE = ["change", "answer"]


class Furnished(Community):
    """A community whose texts are as long and as varied as real ones."""

    def __init__(self):
        super().__init__()
        self.ada = make.make_user("ada", role="admin")
        self.alice = make.make_representative("alice", vendor=self.vendor)
        for _company in range(6):
            programs.report_effect(self.change, by=make.make_partner(), affected=True, plan="stay", cost="")
        self._import()

    def _import(self) -> None:
        problem = {"path": "2026/11.md", "line": 3, "severity": "lost", "reason": "No heading stands above this."}
        self.source = make.make_import_source(self.vendor, is_trusted=True, failures=2, problems=[problem])
        make.make_imported_item(self.draft, source=self.source)
        self.update = make.make_imported_update(self.change, source=self.source)

    @property
    def addresses(self) -> dict[str, str]:
        change, matrix = self.change.get_absolute_url(), f"{self.program.get_absolute_url()}matrix/"
        source, row = f"/moderation/sources/{self.source.pk}/", self.program.matrix_rows.first()
        return super().addresses | {
            "sign in by mail": "/accounts/login/code/",
            "mail is sent": "/accounts/confirm-email/",
            "link is old": "/accounts/confirm-email/gone/",
            "reset is sent": "/accounts/password/reset/done/",
            "not there": "/nothing/here/",
            "own page": "/people/bob/",
            "sign out": "/accounts/logout/",
            "is it you": "/accounts/2fa/totp/activate/",
            "effect": f"{change}effect/",
            "census": f"{change}census/",
            "your programs": "/accounts/programs/",
            "answer": f"{change}answers/new/",
            "matrix edit": f"{matrix}edit/?on=2026-07-01",
            "matrix layout": f"{matrix}layout/",
            "matrix row": f"{matrix}rows/{row.pk}/",
            "matrix term": f"{matrix}terms/{row.terms.first().pk}/",
            "sources": "/moderation/sources/",
            "source": source,
            "source new": "/moderation/sources/new/",
            "targets": "/moderation/targets/",
            "reasons": "/moderation/reasons/",
            "scopes": "/moderation/scopes/",
            "source edit": f"{source}edit/",
            "source publish": f"{source}publish/",
            "update case": f"/moderation/updates/{self.update.pk}/",
        }


def furnish() -> Furnished:
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
