"""Loading the demo community: its story is replayed through the very actions that members use."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from community.accounts.actions import apply_as_partner
from community.accounts.models import Company, Hat, Membership, User
from community.activity.models import Activity
from community.core.dates import parse_fuzzy
from community.core.jobs import without_jobs
from community.core.markup import patiently
from community.forum import actions as forum
from community.forum import rules as forum_rules
from community.forum.models import Post, Thread
from community.forum.rules import without_limits
from community.moderation import actions as moderation
from community.moderation.queries import decisions_about
from community.notifications.actions import announce
from community.notifications.models import Notification
from community.programs import actions as programs
from community.programs.models import Program, Tier, Vendor
from community.programs.states import State
from community.tags.models import Tag
from community.web.demo import clock
from community.web.demo.parts import PARTS

FOLDER = Path(__file__).parent
PASSWORD = "partners-know-sooner"  # noqa: S105 - of invented people, on a loopback address
MODERATOR = "mona"
AN_HOUR = dt.timedelta(hours=1)
READ_AFTER = dt.timedelta(days=3)  # older notifications count as read
AGO = re.compile(r"(\d+)\s*([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def is_loaded() -> bool:
    return User.objects.filter(handle="ada").exists()


@transaction.atomic
def load() -> None:
    """Write the whole community, or nothing."""
    story = Story(now=timezone.now())
    with without_jobs(), without_limits(), patiently():
        story.write_catalogue()
        story.write_people()
        story.plan()
        for part in PARTS:
            part(story)
        story.replay()
        story.tell_those_concerned()


@dataclass
class Story:
    """What happens when. ``events`` are replayed in the order of their moments."""

    now: dt.datetime
    events: list[tuple[dt.datetime, int, Callable[[], None]]] = field(default_factory=list)
    people: dict[str, User] = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    threads: dict = field(default_factory=dict)
    introductions: dict = field(default_factory=dict)

    # --- the stage ------------------------------------------------------------------------------

    def write_catalogue(self) -> None:
        for row in _read("tags"):
            Tag.objects.create(**row)
        for row in _read("vendors"):
            vendor = Vendor.objects.create(
                name=row["name"],
                slug=row["slug"],
                website=row.get("website") or "",
                about=row.get("about") or "",
                country=row.get("country") or "",
            )
            for program in row["programs"]:
                self._write_program(vendor, program)

    def _write_program(self, vendor: Vendor, row: dict) -> None:
        program = Program.objects.create(
            vendor=vendor, name=row["name"], slug=row["slug"], website=row.get("website") or "",
            about=row.get("about") or "",
        )  # fmt: skip
        Tier.objects.bulk_create(
            Tier(program=program, name=name, rank=rank) for rank, name in enumerate(row.get("tiers") or [], start=1)
        )

    def write_people(self) -> None:
        rows = _read("people")
        companies = {row["slug"]: self._write_company(row) for row in rows["companies"]}
        hashed = make_password(PASSWORD)  # once: it is the same for all, and hashing is slow on purpose
        for row in rows["people"]:
            self._write_person(row, companies, hashed)
        for row in rows["applications"]:
            self.at(self._moment(row), lambda row=row: self._apply(row))

    def _write_company(self, row: dict) -> Company:
        return Company.objects.create(
            name=row["name"], slug=row["slug"], country=row["country"], size=row["size"],
            website=row.get("website") or "", email_domain=row.get("domain") or "", roles=row.get("roles") or [],
            verified_at=self.now if row["verified"] else None,
        )  # fmt: skip

    def _write_person(self, row: dict, companies: dict[str, Company], hashed: str) -> None:
        joined = _midday(row["joined"])
        with clock.at(joined):
            user = User.objects.create(
                handle=row["handle"], name=row["name"], email=row["email"], role=row["role"], password=hashed,
                title=row.get("title") or "", about=row.get("about") or "",
                trusted_at=joined if row["trusted"] else None,
            )  # fmt: skip
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            if row.get("company"):
                company = companies[row["company"]]
                Membership.objects.create(user=user, company=company)
                if company.verified_at and company.verified_at > joined:
                    Company.objects.filter(pk=company.pk).update(verified_at=joined)
                    company.verified_at = joined
            if row.get("represents"):
                vendor = Vendor.objects.get(slug=row["represents"])
                proof = f"https://{user.handle}.example/about"
                Hat.objects.create(wearer=user, vendor=vendor, proof_url=proof, granted_at=joined)
        self.people[user.handle] = user

    def _apply(self, row: dict) -> None:
        apply_as_partner(
            applicant=self.people[row["handle"]], company_name=row["company_name"], website=row["website"],
            country=row["country"], size=row["size"], message=row["message"],
        )  # fmt: skip

    # --- the plan -------------------------------------------------------------------------------

    def plan(self) -> None:
        threads = _read("threads")
        first_words = {
            row["change"]: min(self._moment(post) for post in row["posts"]) for row in threads if row.get("change")
        }
        for row in _read("changes"):
            self._plan_change(row, first_words.get(row["key"]))
        for row in threads:
            self._plan_thread(row)

    def _plan_change(self, row: dict, first_word: dt.datetime | None) -> None:
        first, *later = row["steps"]
        begun = min(filter(None, [_morning(first["on"]), first_word and first_word - dt.timedelta(hours=1)]))
        if row["publication"] == "draft":
            begun = self.now - dt.timedelta(hours=5 + 7 * len(self.events) % 40)
        self.at(min(begun, self.now), lambda: self._propose(row))
        for step in later:
            self.at(max(_morning(step["on"]), begun), lambda step=step: self._step(row, step))

    def _plan_thread(self, row: dict) -> None:
        if not row.get("change"):
            opening, *rest = row["posts"]
            self.at(self._moment(opening), lambda: self._start(row, opening))
            self._plan_posts(row, opening.get("replies") or [], above=opening)
            self._plan_posts(row, rest, above=None)
        else:
            self._plan_posts(row, row["posts"], above=None)
        last = max(moment for moment, _order, _do in self.events)
        if row.get("pinned"):
            self.at(min(last, self.now), lambda: moderation.pin_thread(self._thread(row), moderator=self.moderator()))
        if row.get("locked"):
            newest = max(self._moment(post) for post in _all_posts(row["posts"]))
            self.at(
                newest + dt.timedelta(minutes=40),
                lambda: moderation.lock_thread(
                    self._thread(row), moderator=self.moderator(), reason=row["locked"]
                ),
            )  # fmt: skip

    def _plan_posts(self, thread: dict, rows: list[dict], above: dict | None) -> None:
        for row in rows:
            self.at(self._moment(row), lambda row=row: self._post(thread, row, above))
            if row.get("appeal"):
                self.at(self._moment(row) + AN_HOUR, lambda row=row: self._appeal(row))
            self._plan_posts(thread, row.get("replies") or [], above=row)

    # --- the acts -------------------------------------------------------------------------------

    def replay(self) -> None:
        for moment, _order, act in sorted(self.events, key=lambda event: event[:2]):
            with clock.at(min(moment, self.now)):
                act()

    def _propose(self, row: dict) -> None:
        vendor = Vendor.objects.get(slug=row["vendor"])
        audience = {"note": "", "tiers": [], "roles": [], "countries": [], "sizes": []} | (row.get("audience") or {})
        own_programs = Program.objects.filter(vendor=vendor, slug__in=row["programs"])
        first = row["steps"][0]
        evidence = {source["key"]: source for source in row["sources"]}
        order = [first["source"], *(key for key in evidence if key != first["source"])]
        change = programs.draft_change(
            vendor=vendor, proposed_by=self.people[row["proposed_by"]], kind=row["kind"], direction=row["direction"],
            title=row["title"], state=State(first["to"]), happened_on=dt.date.fromisoformat(str(first["on"])),
            why=first["why"], summary=_reflow(row["summary"]), act_by_reason=row.get("act_by_reason") or "",
            announced=parse_fuzzy(row.get("announced")), **_first_dates(row),
            evidence=[_evidence(evidence[key]) for key in order],
            terms=[_term(term) for term in row.get("terms") or []],
            programs=own_programs, tiers=Tier.objects.filter(program__in=own_programs, name__in=audience["tiers"]),
            tags=Tag.objects.filter(name__in=row["tags"]), audience_note=audience["note"] or "",
            roles=audience["roles"], countries=audience["countries"], sizes=audience["sizes"],
        )  # fmt: skip
        self.changes[row["key"]] = change
        if row["publication"] == "published":
            moderation.publish_change(change, moderator=self.moderator())

    def _step(self, row: dict, step: dict) -> None:
        change = self.changes[row["key"]]
        source = change.sources.get(title=next(s["title"] for s in row["sources"] if s["key"] == step["source"]))
        programs.move_change(
            change, to=State(step["to"]), on=dt.date.fromisoformat(str(step["on"])), why=step["why"], source=source,
            by=self.people[row["proposed_by"]], superseded_by=self.changes.get(step.get("superseded_by")),
            **_moved_dates(row, step),
        )  # fmt: skip

    def _start(self, row: dict, opening: dict) -> None:
        thread = forum.start_thread(
            author=self.people[row["author"]], kind=row["kind"], title=row["title"],
            tags=Tag.objects.filter(name__in=row["tags"]), source=opening["text"],
        )  # fmt: skip
        self.threads[row["key"]] = thread
        self._afterwards(opening, thread.posts.get())

    def _post(self, thread: dict, row: dict, above: dict | None) -> None:
        parent = above and Post.objects.published().filter(pk=above["pk"]).first()
        author, place = self.people[row["by"]], self._thread(thread)
        hats = forum_rules.hats_for(author, place) if place.change_id else []
        post = forum.post_reply(
            author=author, thread=place, source=row["text"], parent=parent, hat=hats[0] if hats else None
        )
        self._afterwards(row, post)

    def _afterwards(self, row: dict, post: Post) -> None:
        """What moderators and readers did about a post."""
        row["pk"] = post.pk
        if post.is_held and not row.get("held") and not row.get("declined"):
            moderation.approve_post(post, moderator=self.moderator())
        for report in row.get("reports") or []:
            moderation.report(
                post, reporter=self.people[report["by"]], reason=report["reason"], note=report.get("note") or ""
            )
        if row.get("declined") and post.is_held:
            moderation.decline_post(post, moderator=self.moderator(), reason=row["declined"])
        if row.get("hidden"):
            moderation.hide_post(post, moderator=self.moderator(), reason=row["hidden"])

    def _appeal(self, row: dict) -> None:
        """Once the decision cannot be taken back any more."""
        author = Post.objects.get(pk=row["pk"]).author
        moderation.make_appeal(decisions_about(author).latest("pk"), appellant=author, text=row["appeal"])

    def tell_those_concerned(self) -> None:
        """Inboxes as they would be: old news read, nothing mailed again."""
        for activity in Activity.objects.order_by("pk"):
            with clock.at(activity.created_at):
                announce(activity)
        Notification.objects.update(mailed_at=self.now)
        Notification.objects.filter(created_at__lt=self.now - READ_AFTER).update(read_at=self.now)

    # --- small helpers --------------------------------------------------------------------------

    def at(self, moment: dt.datetime, act: Callable[[], None]) -> None:
        """Plan something that somebody does at a moment."""
        self.events.append((moment, len(self.events), act))

    def moderator(self) -> User:
        return self.people[MODERATOR]

    def _thread(self, row: dict) -> Thread:
        if row.get("change"):
            return self.changes[row["change"]].thread
        return self.threads[row["key"]]

    def _moment(self, row: dict) -> dt.datetime:
        if row.get("at"):
            return dt.datetime.fromisoformat(str(row["at"])).replace(tzinfo=dt.UTC)
        parts = {UNITS[unit]: int(count) for count, unit in AGO.findall(row["ago"])}
        return self.now - dt.timedelta(**parts)


def _read(name: str):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text())


def _all_posts(rows: list[dict]):
    for row in rows:
        yield row
        yield from _all_posts(row.get("replies") or [])


def _reflow(text: str) -> str:
    """Paragraphs without the line ends that only keep the YAML narrow."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def _evidence(row: dict) -> programs.Evidence:
    return programs.Evidence(
        title=row["title"], url=row["url"], captured_on=dt.date.fromisoformat(str(row["captured"]))
    )


def _term(row: dict) -> programs.Term:
    return programs.Term(row["what"], str(row.get("old") or ""), str(row.get("new") or ""))


def _first_dates(row: dict) -> dict:
    """Both dates as first known. A last day to act that only made sense after a move comes with the move."""
    effective, act_by = parse_fuzzy(_first_date(row, "effective")), parse_fuzzy(_first_date(row, "act_by"))
    late = effective and act_by and act_by.first_day > effective.first_day
    return {"effective": effective, "act_by": None if late and not row.get("act_by_reason") else act_by}


def _moved_dates(row: dict, step: dict) -> dict:
    """The new dates of a step. Where only the day in force moved, the last day to act goes along if it fits."""
    effective = parse_fuzzy(step.get("effective_now"))
    act_by = parse_fuzzy(step.get("act_by_now"))
    if effective and not act_by:
        last = parse_fuzzy(row.get("act_by"))
        act_by = last if last and (last.first_day <= effective.first_day or row.get("act_by_reason")) else None
    return {"effective": effective, "act_by": act_by}


def _first_date(row: dict, name: str):
    """A date as it was first known: before the first step that moved it."""
    moved = [step[f"{name}_was"] for step in row["steps"][1:] if step.get(f"{name}_now") and step.get(f"{name}_was")]
    return moved[0] if moved else row.get(name)


def _morning(day) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T07:30:00+00:00")


def _midday(day) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
