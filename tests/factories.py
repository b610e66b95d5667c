"""Unsurprising rows. Everything that a test does not say is ordinary; texts are unique, so that a
leak can be told apart from a namesake."""

import datetime as dt
import hashlib
import io
import itertools
from decimal import Decimal

import PIL.Image
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from community.accounts import actions as accounts
from community.accounts.models import (
    Company,
    CompanyClaim,
    Hat,
    HatRequest,
    Membership,
    PartnerApplication,
    User,
    VerificationEvidence,
)
from community.core.dates import FuzzyDate, Precision, parse_fuzzy
from community.core.jobs import without_jobs
from community.forum import actions as forum
from community.forum.models import Image, Post, Thread
from community.forum.queries import mask_for
from community.moderation import actions as moderation
from community.moderation.models import Undo
from community.networking import actions as networking
from community.networking.actions.conversations import open_matched
from community.networking.actions.memberships import take_in
from community.networking.models import (
    ContactRoute,
    Conversation,
    Event,
    FinderEntry,
    Group,
    GroupMembership,
    HelpAsk,
    HelpOffer,
    Introduction,
    Message,
    Part,
    PeerRound,
    Profile,
    RoundGroup,
    RoundSeat,
    TeamingEntry,
    Ticket,
)
from community.networking.models.profiles import shown_to_members
from community.programs import actions as programs
from community.programs.models import (
    AnswerTick,
    Change,
    ImportedItem,
    ImportedUpdate,
    ImportSource,
    Line,
    MatrixRow,
    MatrixTerm,
    Program,
    Question,
    SheetVersion,
    Tier,
    Vendor,
)
from community.programs.states import State
from community.tags.models import Tag

PASSWORD = "a-long-enough-password"
counter = itertools.count(1)


def unique(word: str) -> str:
    return f"{word} {next(counter)}"


def make_user(handle: str = "", *, company: Company | None = None, **fields) -> User:
    """A member with a verified address, consultant unless a company is given."""
    handle = handle or f"user{next(counter)}"
    fields = {"name": handle.title(), "email": f"{handle}@example.org", **fields}
    user = User.objects.create_user(handle=handle, password=fields.pop("password", None), **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if company:
        Membership.objects.create(user=user, company=company)
    return user


def make_company(name: str = "", **fields) -> Company:
    name = name or unique("Company")
    defaults = {"slug": slugify(name), "country": "DE", "size": "2-10", "verified_at": timezone.now()}
    return Company.objects.create(name=name, **(defaults | fields))


def make_partner(handle: str = "", *, trusted: bool = True, **fields) -> User:
    """A partner with a company of their own, whose posts are shown at once."""
    company = fields.pop("company", None) or make_company()
    return make_user(handle, company=company, trusted_at=timezone.now() if trusted else None, **fields)


def make_moderator(handle: str = "", **fields) -> User:
    return make_user(handle, role=User.Role.MODERATOR, **fields)


def make_second_factor(user: User) -> Authenticator:
    """An app that shows codes, which nobody has."""
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "nobody-has-it"})


def make_representative(handle: str = "", *, vendor: Vendor | None = None) -> User:
    user = make_user(handle)
    Hat.objects.create(wearer=user, vendor=vendor or make_vendor(), granted_at=timezone.now())
    return user


def make_claim(claimant: User | None = None, **words) -> CompanyClaim:
    """A partner asks to keep the page of their company; waits for a moderator."""
    claimant = claimant or make_partner()
    with without_jobs():
        return accounts.claim_company(claimant.company, claimant=claimant, **({"text": unique("Proof")} | words))


def make_keeper(handle: str = "", *, company: Company | None = None, **fields) -> User:
    """A partner who keeps the page of their company."""
    claim = make_claim(make_partner(handle, company=company, **fields))
    with without_jobs():
        accounts.grant_claim(claim, by=None)
    return claim.claimant


def make_finder_entry(keeper: User | None = None, **said) -> FinderEntry:
    """What customers find of the company of who keeps its page, and takes its enquiries."""
    keeper = keeper or make_keeper()
    defaults = {"is_listed": True, "for_customers": unique("We mend licences, number"), "countries": ["DE"]}
    defaults |= {"shows_programs": True, "shows_skills": True, "takers": [keeper]}
    return networking.edit_finder_entry(keeper.company, by=keeper, **(defaults | said))


def make_hat_request(requester: User | None = None, vendor: Vendor | None = None, **words) -> HatRequest:
    """Somebody asks to speak for a vendor; waits for a moderator."""
    defaults = {"proof_url": "https://vendor.example/team", "text": unique("Ask my colleague")}
    with without_jobs():
        return accounts.ask_for_hat(
            requester=requester or make_user(), vendor=vendor or make_vendor(), **(defaults | words)
        )


def make_application(applicant: User | None = None, **fields) -> PartnerApplication:
    applicant, message = applicant or make_user(), fields.pop("message", "") or unique("Check")
    defaults = {"company_name": unique("Applying"), "country": "AT", "size": "1"}
    application = PartnerApplication.objects.create(applicant=applicant, **(defaults | fields))
    VerificationEvidence.objects.create(owner=applicant, application=application, text=message)
    return application


def make_tag(name: str = "") -> Tag:
    name = name or f"tag-{next(counter)}"
    return Tag.objects.get_or_create(name=name, defaults={"description": f"About {name}"})[0]


def make_vendor(name: str = "", **fields) -> Vendor:
    name = name or unique("Vendor")
    return Vendor.objects.create(name=name, slug=slugify(name), **fields)


def make_program(vendor: Vendor | None = None, *, tiers=("Silver", "Gold")) -> Program:
    name = unique("Program")
    program = Program.objects.create(vendor=vendor or make_vendor(), name=name, slug=slugify(name))
    for rank, tier in enumerate(tiers, start=1):
        Tier.objects.create(program=program, name=tier, rank=rank)
    return program


def make_row(program: Program | None = None, **fields) -> MatrixRow:
    """A row of a matrix that says nothing yet."""
    program = program or make_program()
    defaults = {"name": unique("Support cases"), "position": program.matrix_rows.count() + 1}
    return program.matrix_rows.create(**(defaults | fields))


def make_matrix_term(row: MatrixRow | None = None, tier: Tier | None = None, line: Line | None = None, **fields):
    """A term as it stands in the database, of all tiers and all days unless said otherwise."""
    line = line or Line(value=unique("cases"))
    facts = {"scope": line.scope, "currency": line.currency, "amount": line.amount, "per": line.per}
    facts |= {"value": line.value, "recorded_by": fields.pop("recorded_by", None) or make_moderator()}
    return MatrixTerm.objects.create(row=row or make_row(), tier=tier, **(facts | fields))


def day(text: str) -> FuzzyDate:
    return FuzzyDate(dt.date.fromisoformat(text), Precision.DAY)


def fuzzy(text: str) -> FuzzyDate:
    """A month ("2027-03") or quarter ("2027-Q1")."""
    return parse_fuzzy(text)


def make_draft(**facts) -> Change:
    """A change that waits for a moderator."""
    defaults = {
        "vendor": facts.pop("vendor", None) or make_vendor(),
        "kind": Change.Kind.FEE,
        "title": unique("A fee goes up for some partners, number"),
        "summary": unique("Summary words"),
        "evidence": [programs.Evidence(title=unique("Source"), url="https://vendor.example/page")],
        "announced": day("2026-10-01"),
    }
    return programs.draft_change(**(defaults | facts))


def make_change(*, moderator: User | None = None, **facts) -> Change:
    """A published change with its open discussion. Nobody is told of it."""
    change = make_draft(**facts)
    with without_jobs():
        moderation.publish_change(change, moderator=moderator or make_moderator())
    change.refresh_from_db()
    return change


def make_rumour(**facts) -> Change:
    return make_change(state=State.RUMOURED, **facts)


def make_playbook(change: Change | None = None, *, by: User | None = None, steps=()) -> SheetVersion:
    """The first version of a playbook."""
    steps = steps or [programs.Step(text=unique("Step"), anchor="act_by", days=-10), programs.Step(text=unique("Step"))]
    return programs.revise_playbook(change or make_change(), steps=list(steps), by=by or make_partner(), base=0)


def make_option(name: str = "", price: str = "10", **facts) -> programs.Option:
    facts = {"currency": "EUR", "unit": "server"} | facts
    return programs.Option(name=name or unique("Option"), price=Decimal(price), **facts)


def make_options(change: Change | None = None, *, by: User | None = None, options=()) -> SheetVersion:
    """The first version of an options table."""
    options = options or [make_option(stay=True), make_option(price="7")]
    return programs.revise_options(change or make_change(), options=list(options), by=by or make_partner(), base=0)


def make_thread(author: User | None = None, *, masked: bool = False, **fields) -> Thread:
    """A shown thread with its first post; ``masked`` under the author's pseudonym."""
    author = author or make_partner()
    defaults = {"kind": Thread.Kind.QUESTION, "title": unique("Which route still works for renewals"), "tags": []}
    source = fields.pop("source", unique("Opening words"))
    with without_jobs():
        mask = mask_for(author) if masked else ""
        thread = forum.start_thread(author=author, source=source, mask=mask, **(defaults | fields))
    thread.refresh_from_db()
    return thread


def make_post(
    thread: Thread | None = None, author: User | None = None, *, parent: Post | None = None, source: str = "",
    hat: Hat | None = None, masked: bool = False,
) -> Post:  # fmt: skip
    """A reply, shown at once unless its author is a newcomer; ``masked`` under the author's pseudonym there."""
    author, thread = author or make_partner(), thread or make_thread()
    with without_jobs():
        return forum.post_reply(
            author=author,
            thread=thread,
            source=source or unique("Words of a reply"),
            parent=parent,
            hat=hat,
            mask=mask_for(author, thread) if masked else "",
        )


def make_held_post(thread: Thread | None = None, author: User | None = None, **fields) -> Post:
    """A reply that waits for a moderator."""
    post = make_post(thread, author or make_partner(trusted=False), **fields)
    assert post.is_held
    return post


def make_hidden_post(thread: Thread | None = None, author: User | None = None, *, reason: str = "", **fields) -> Post:
    """A reply that a moderator has hidden."""
    post = make_post(thread, author, **fields)
    with without_jobs():
        moderation.hide_post(post, moderator=make_moderator(), reason=reason or unique("Reason"))
    settle()
    post.refresh_from_db()
    return post


def settle() -> None:
    """As if ten minutes had gone by since all that was decided: it can no longer be taken back."""
    Undo.objects.update(until=timezone.now())


def make_question(change: Change | None = None, *, signers: int = 1, text: str = "", **fields) -> Question:
    """A question about a change, signed by as many companies; ten of them send it. Nobody is told."""
    change = change or make_change()
    asker = fields.pop("asker", None) or make_partner()
    with without_jobs():
        question = programs.ask_question(
            change, member=asker, text=text or unique("Do old prices hold for running contracts, number"), **fields
        )
        for _signer in range(signers - 1):
            programs.sign_question(question, member=make_partner())
    question.refresh_from_db()
    return question


def make_answer(question: Question, *, kind: str = "answers", author: User | None = None, body: str = "") -> AnswerTick:
    """An official answer to one question."""
    author = author or make_representative(vendor=question.change.vendor)
    with without_jobs():
        answer = programs.answer_officially(
            question.change, author=author, body=body or unique("Official words"), ticks={question: kind}
        )
    return answer.ticks.get()


def make_import_source(vendor: Vendor | None = None, **fields) -> ImportSource:
    """A source that nobody asks: its address is example.org."""
    defaults = {"name": unique("Source"), "url": "https://updates.example.org/messages.json"}
    return ImportSource.objects.create(vendor=vendor or make_vendor(), **(defaults | fields))


def make_imported_item(change: Change | None = None, **fields) -> ImportedItem:
    """A notice with its record, a draft unless one is given."""
    change = change or make_draft()
    anchor = f"MC{next(counter)}"
    defaults = {"page": "message-centre", "anchor": anchor, "key": f"message-centre#{anchor}"}
    return ImportedItem.objects.create(
        vendor=change.vendor, change=change, last_seen_at=timezone.now(), **(defaults | fields)
    )


def make_imported_update(change: Change | None = None, *, source: ImportSource | None = None, **said) -> ImportedUpdate:
    """A published record whose source says something else: ``title="…"``; waits for a moderator."""
    change = change or make_change()
    item = make_imported_item(change, source=source)
    said = said or {"title": unique("Another title at the source, number")}
    fields = {name: [str(getattr(change, name) or ""), new] for name, new in said.items()}
    return ImportedUpdate.objects.create(item=item, fields=fields, seen_at=timezone.now())


def make_introduction(requester: User | None = None, target: User | None = None, **words) -> Introduction:
    """One partner asks another to be introduced; nobody has answered."""
    facts = {"blurb": unique("We look for somebody who knows the portal, number"), "contact": unique("Call me under")}
    return networking.ask_for_introduction(
        target or make_partner(), requester=requester or make_partner(), **(facts | words)
    )


def make_route(vendor: Vendor | None = None, *, by: User | None = None, **said) -> ContactRoute:
    """A way to a vendor, which the company of who added it confirms."""
    facts = {
        "kind": "form", "purpose": "support", "address": f"https://{unique('help')}.example/form",
        "what_for": unique("Questions about a portal, number"),
    }  # fmt: skip
    return networking.add_route(vendor or make_vendor(), by=by or make_partner(), **(facts | said))


def make_ticket(
    member: User | None = None, vendor: Vendor | None = None, *, reply: float | None = None, **said
) -> Ticket:
    """A ticket of ten days ago, replied to after so many hours, if at all."""
    opened = said.pop("opened_at", timezone.now() - dt.timedelta(days=10))
    facts = {"title": unique("Ticket"), "opened_at": opened}
    facts["first_reply_at"] = None if reply is None else opened + dt.timedelta(hours=reply)
    return networking.note_ticket(vendor or make_vendor(), member=member or make_partner(), **(facts | said))


def make_entry(author: User | None = None, kind: str = "need", **said) -> TeamingEntry:
    """A need, or an offer, about "renewal" on the teaming board for 30 days. Those whom it fits are not told yet."""
    facts = {
        "title": unique("Mailboxes of a harbour, number"), "source": unique("Words of a need or an offer"),
        "tags": [make_tag("renewal")], "expires_on": timezone.localdate() + dt.timedelta(days=30),
    }  # fmt: skip
    return networking.post_entry(author=author or make_partner(), kind=kind, **(facts | said))


def make_offer(thread: Thread, person: User, *, answer: str = "", reasons=(("says", "renewal", 1),)) -> HelpOffer:
    """As if the question had been offered to somebody, who has said that to it."""
    now, before = timezone.now(), HelpOffer.objects.filter(person=person).count()
    offered = now - dt.timedelta(days=8 * (before // 2))  # two a week, and no more
    HelpAsk.objects.update_or_create(thread=thread, defaults={"asked_at": offered, "people_found": 3})
    return HelpOffer.objects.create(
        thread=thread, person=person, reasons=reasons, answer=answer, answered_at=now if answer else None,
        place=1 + before % 2, offered_at=offered, counts_until=offered + dt.timedelta(days=7),
        ends_at=now + dt.timedelta(days=7),
    )  # fmt: skip


def make_taker(person: User | None = None, *, rounds: str = "month", **told) -> User:
    """A partner who takes part in peer rounds and tells of themselves; "renewal" is a skill of theirs unless told."""
    person = person or make_partner()
    make_profile(person, **({"skills": [make_tag("renewal")]} | told))
    networking.set_peer_settings(person, rounds=rounds)
    return person


def make_round(*people: User, days_ago: int = 20, reasons=(("skill", "renewal"),)) -> RoundGroup:
    """As if a round had put these together, one day earlier for each round that there is. Nobody is told."""
    day = timezone.localdate() - dt.timedelta(days=days_ago + PeerRound.objects.count())
    group = RoundGroup.objects.create(round=PeerRound.objects.create(held_on=day, seed=1), reasons=reasons)
    with transaction.atomic(), without_jobs():
        group.conversation = open_matched(group, persons=list(people))
    group.save()
    RoundSeat.objects.bulk_create(RoundSeat(round=group.round, group=group, person=person) for person in people)
    return group


def make_group(organiser: User | None = None, *members: User, admission: str = "open", **said) -> Group:
    """A group with its organiser and members. Nobody is told."""
    facts = {"name": unique("Group"), "description": unique("What the group is for, number"), "tags": []}
    facts |= {"country": "", "members_shown_to": "site"}
    with without_jobs():
        group = networking.found_group(by=organiser or make_partner(), admission=admission, **(facts | said))
    for person in members:
        make_member(group, person)
    return group


def make_member(group: Group, person: User | None = None, **facts) -> GroupMembership:
    """Somebody comes into a group."""
    membership = GroupMembership(group=group, person=person or make_partner(), **facts)
    take_in(membership)
    return membership


def make_event(group: Group | None = None, *, in_days: float = 7, hours: float = 2, **said) -> Event:
    """An event in Berlin that an organiser has planned, of an open group unless one is given. Nobody is told."""
    group = group or make_group()
    starts = said.pop("starts_at", None) or timezone.now().replace(second=0, microsecond=0) + dt.timedelta(days=in_days)
    facts = {"title": unique("Event"), "text": unique("What happens there, number"), "starts_at": starts}
    facts |= {"ends_at": starts + dt.timedelta(hours=hours), "zone": "Europe/Berlin", "place": "Karl-Marx-Allee 1"}
    facts |= {"country": "DE", "link": "", "capacity": None, "open_until": None}
    organiser = GroupMembership.objects.organisers().select_related("person").filter(group=group).first().person
    with without_jobs():
        return networking.plan_event(group, by=organiser, **(facts | said))


def come_to(event: Event, *people: User, comes: bool = True, is_shown: bool = True) -> None:
    """People answer one after the other. Nobody is told."""
    with without_jobs():
        for person in people:
            networking.answer_event(event, by=person, comes=comes, is_shown=is_shown)


def make_conversation(author: User | None = None, *others: User, source: str = "", title: str = "") -> Conversation:
    """Somebody writes to others, to one partner unless some are named. Nobody is told."""
    with without_jobs():
        return networking.begin_conversation(
            list(others) or [make_partner()], author=author or make_partner(), title=title,
            source=source or unique("Words of a message"),
        )  # fmt: skip


def make_message(conversation: Conversation, author: User, source: str = "") -> Message:
    """One more message. Nobody is told."""
    with without_jobs():
        return networking.say(conversation, author=author, source=source or unique("Words of a message"))


def make_image(owner: User | None = None, *, data: bytes = b"", **fields) -> Image:
    """An image as it is stored, without the work of making it anew; each has another colour."""
    data = data or drawn_image(size=(40, 30), colour=next(counter) * 99_991 % 2**24)
    now = timezone.now()
    facts = {
        "owner": owner or make_partner(), "kind": "png", "width": 40, "height": 30, "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(), "created_at": now, "unused_since": now,
    }  # fmt: skip
    image = Image(**(facts | fields))
    image.file.save("", ContentFile(data), save=False)
    image.save()
    return image


def drawn_image(kind: str = "PNG", *, size=(40, 30), colour=0x0B4D99, mode: str = "RGB", **how) -> bytes:
    """The file of an image in one colour."""
    written = io.BytesIO()
    PIL.Image.new("RGB", size, f"#{colour:06x}").convert(mode).save(written, kind, **how)
    return written.getvalue()


def make_scoped(handle: str = "", *, vendor: Vendor | None = None, tag: Tag | None = None, **facts) -> User:
    """A partner who moderates what is about a vendor, or carries a tag."""
    person = make_partner(handle, **facts)
    vendor = vendor or (None if tag else make_vendor())
    moderation.give_scope(person, moderator=make_user(role=User.Role.ADMIN), vendor=vendor, tag=tag)
    return User.objects.get(pk=person.pk)


def make_profile(member: User | None = None, *, texts=None, shown=None, **facts) -> Profile:
    """What a partner tells of themselves; ``shown`` says who reads all of it, or each part ("ties": "contacts")."""
    levels = dict.fromkeys(Part.values, shown) if isinstance(shown, str) else {**shown_to_members(), **(shown or {})}
    given = {"can_help": "", "looking_for": "", "ties_note": ""} | (texts or {})
    defaults = {"languages": [], "skills": [], "ties": {}, "capacity": None}
    member = member or make_partner()
    return networking.tell_profile(member, texts=given, shown_to=levels, **(defaults | facts))


def make_capacity(total: int = 3, taken: int = 1, *, days: int = 30) -> networking.Capacity:
    """Room that holds for so many days from today on."""
    return networking.Capacity(total, taken, timezone.localdate() + dt.timedelta(days=days))
