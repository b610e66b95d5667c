"""A small community in which every kind of hidden thing exists, each with a canary in every text."""

import datetime as dt
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from community.accounts.models import User
from community.accounts.withholding import write_texts
from community.activity.actions import record
from community.forum import actions as forum
from community.forum import queries as queries_of_forum
from community.forum.models import AcceptedAnswer, BenefitReview, Post, TeamingOffer, Thread
from community.moderation import actions as moderation
from community.moderation.models import Decision, Undo
from community.networking import actions as networking
from community.networking.models import ContactRoute, Conversation, Event, Group, Introduction, TeamingEntry
from community.notifications.actions import remind
from community.notifications.models import Ladder
from community.programs import actions as programs
from community.programs import queries
from community.programs.models import Change, Line, Program, Vendor
from community.programs.states import State
from tests import factories as make
from tests.leaks.canaries import Canary, new_word

STAFF = frozenset({"moderator", "admin"})
PARTNERS = STAFF | {"partner", "author", "scoped"}
# That somebody exists, and where they work, is no secret.
PEOPLE = (
    "/directory/", "/people/", "/moderation/people/", "/companies/", "/report/person/", "/report/company/",
    "/conversations/new/", "/following/who/",
)  # fmt: skip
# "scoped" moderates one vendor, of which there is little, and sees of all the rest what a partner sees.
ROLES = ["visitor", "consultant", "partner", "author", "representative", "suspended", "scoped", "moderator", "admin"]


@dataclass
class World:
    people: dict[str, User | None]
    vendor: Vendor
    part: Vendor  # which the moderator of a part moderates
    tag: object
    canaries: list[Canary] = field(default_factory=list)
    hidden_threads: list[Thread] = field(default_factory=list)
    hidden_posts: list[Post] = field(default_factory=list)
    hidden_changes: list[Change] = field(default_factory=list)
    hidden_events: list[Event] = field(default_factory=list)  # of that group
    hidden_groups: list[Group] = field(default_factory=list)  # one by invitation, which the partner is in
    hidden_introductions: list[Introduction] = field(default_factory=list)  # of people without a role
    hidden_entries: list[TeamingEntry] = field(default_factory=list)
    hidden_conversations: list[Conversation] = field(default_factory=list)  # of people without a role
    mails: list[EmailMessage] = field(default_factory=list)  # that went out meanwhile
    behind_masks: str = ""  # the address of her who writes under pseudonyms, to whom her own mails go

    def hide(self, where: str, *seen_by: str, **more) -> str:
        """A new word that the roles named find, and nobody else."""
        canary = Canary(where, frozenset(seen_by), **more)
        self.canaries.append(canary)
        return canary.word


def build(work) -> World:
    """``work`` does the queued jobs: twice, so that some things are hidden after people were told of them, and while
    the mails about posts still wait."""
    vendor, part = make.make_vendor("Nordwind Systems"), make.make_vendor("Westwind Systems")
    world = World(people={}, vendor=vendor, part=part, tag=make.make_tag("renewal"))
    program = make.make_program(world.vendor)
    _add_people(world)
    open_thread = make.make_thread(make.make_partner("zoe"), title="Which route still works", tags=[world.tag])
    make.make_post(open_thread, world.people["partner"])
    _add_posts(world, open_thread)
    _add_masks(world, open_thread)
    _add_threads(world)
    _add_changes(world)
    _add_part(world)
    _add_images(world, open_thread)
    _add_reading(world, open_thread)
    _add_matrix(world, program)
    _add_effects(world)
    _add_reports(world, open_thread)
    _add_withheld(world, open_thread)
    _add_notices(world)
    _add_reasons(world)
    _add_applications(world)
    _add_hats(world)
    _add_claims(world)
    _add_appeals(world)
    _add_introductions(world)
    _add_offers(world)
    _add_conversations(world)
    _add_rounds(world)
    _add_groups(world)
    _add_profiles(world)
    _add_routes(world)
    _add_teaming(world)
    _add_tickets(world)
    _add_finder(world)
    _follow_everything(world)
    _add_blocks(world)
    work(scheduled=False)
    _hide_what_people_were_told_of(world)
    work()
    world.mails = list(mail.outbox)
    return world


def _add_people(world: World) -> None:
    for role in ROLES:
        world.people[role] = _person(world, role) if role != "visitor" else None
    moderator = world.people["moderator"]
    moderator.name = "Mona " + world.hide("a moderator's name in the log", *STAFF, but_not=PEOPLE)
    moderator.save()


def _person(world: World, role: str) -> User:
    address = world.hide(f"the address of the {role}", *{role, "admin"} - {"suspended"}) + "@example.org"
    match role:
        case "partner":
            return make.make_partner("bea", email=address)
        case "author":
            return make.make_partner("nils", trusted=False, email=address)
        case "suspended":
            return make.make_partner("sam", email=address, is_active=False)
        case "representative":
            person = make.make_user("alice", email=address)
            person.hats.create(vendor=world.vendor, granted_at=timezone.now())
            return person
        case "scoped":
            return make.make_scoped("pia", vendor=world.part, email=address)
        case "moderator" | "admin":
            return make.make_user(role, email=address, role=role)
    return make.make_user("carla", email=address)


def _add_posts(world: World, thread: Thread) -> None:
    author, moderator = world.people["author"], world.people["moderator"]

    def write(where: str, *seen_by: str) -> Post:
        post = forum.post_reply(author=author, thread=thread, source=f"Text {world.hide(where, *seen_by)} @carla @bea.")
        assert post.is_held
        world.hidden_posts.append(post)
        return post

    write("a held post", "author", *STAFF)
    declined = write("a declined post", "author", *STAFF)
    moderation.decline_post(declined, moderator=moderator, reason="Off topic.")
    hidden = write("a hidden post", "author", *STAFF)
    moderation.approve_post(hidden, moderator=moderator)
    hidden.refresh_from_db()
    once = f"{hidden.source} {world.hide('what a hidden post said before it was edited')}"
    for source in (once, hidden.source):
        hidden.refresh_from_db()
        forum.edit_post(hidden, by=moderator, source=source, version=hidden.version)
    deleted = write("a post that its author removed", *STAFF)
    moderation.approve_post(deleted, moderator=moderator)
    make.make_post(thread, world.people["partner"], parent=hidden, source="An answer to what is hidden later.")
    forum.save_draft(author, thread=thread, source=f"Unfinished {world.hide('a draft', 'author')}")


def _add_masks(world: World, open_thread: Thread) -> None:
    """Somebody who writes under pseudonyms: what she says everybody reads, that it is her nobody finds anywhere."""
    known = {
        "but_not": (*PEOPLE, "/admin/accounts/", "/admin/account/", "/t/complete/")
    }  # that she exists is no secret
    handle = world.hide("the handle behind a pseudonym", **known)
    number = Canary("the number behind a pseudonym", frozenset(), word="834157290461", **known)
    world.canaries.append(number)
    writer = make.make_partner(
        handle, pk=int(number.word), name="Wanda " + world.hide("the name behind a pseudonym", **known),
        email=world.hide("the address behind a pseudonym", may_see=frozenset({"admin"})) + "@example.org",
        company=make.make_company(world.hide("the company behind a pseudonym", **known)),
    )  # fmt: skip
    world.behind_masks = writer.email
    everybody = frozenset(ROLES) - {"suspended"}
    for where in (open_thread, None):
        said = "I say " + world.hide("what is said under a pseudonym", *everybody, may_see=frozenset({"suspended"}))
        mask = queries_of_forum.mask_for(writer, where)
        if where is None:
            started = forum.start_thread(
                author=writer, kind="question", title="Who else was refused a renewal", tags=[world.tag], source=said,
                mask=mask,
            )  # fmt: skip
            post = started.posts.get()
        else:
            post = forum.post_reply(author=writer, thread=where, source=said, mask=mask)
        answer = forum.post_reply(
            author=world.people["partner"], thread=post.thread, parent=post, source="@carla, what do you say?"
        )
        Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - dt.timedelta(hours=1))
        post.refresh_from_db()
        forum.edit_post(post, by=writer, source=post.source + " Edited.", version=1)
        forum.bookmark_post(post, member=world.people["consultant"])
        moderation.report(post, reporter=world.people["consultant"], reason="spam")
    forum.accept_answer(answer, by=writer)
    moderation.sanction(post.author, moderator=world.people["moderator"], kind="warn", reason="Calmer, please.")
    moderation.lift_mask(post.author, moderator=world.people["admin"], reason="A court asks who wrote this.")


def _add_reading(world: World, open_thread: Thread) -> None:
    """Summaries, above a rumour's thread and earlier ones; and posts that are kept by those who may not read on."""
    rumour = next(change for change in world.hidden_changes if change.is_rumour)
    for thread, writer, first, second in (
        (open_thread, open_thread.author, world.hide("an earlier summary", *STAFF), "What is known by now."),
        (rumour.thread, world.people["admin"], "What is said.", world.hide("a summary of a rumour", *PARTNERS)),
    ):
        forum.write_summary(thread, by=writer, source=first, version=0)
        forum.write_summary(thread, by=writer, source=second, version=1)
    for post in Post.objects.published().filter(pk__in=[post.pk for post in world.hidden_posts]):
        for role in ("consultant", "partner", "representative"):
            forum.bookmark_post(post, member=world.people[role])


def _add_images(world: World, open_thread: Thread) -> None:
    """An image in what is hidden, each way; whoever finds one gets its bytes, and the canary stands among them."""
    author, partner = world.people["author"], world.people["partner"]

    def draw(where: str, owner: User, *seen_by: str) -> str:
        # What is stored is never made of a text; here it says its canary behind its last line.
        word = world.hide(f"an image in {where}", *seen_by)
        image = make.make_image(owner, data=make.drawn_image() + word.encode())
        return f"![{world.hide(f'what is said of an image in {where}', *seen_by)}]({image.get_absolute_url()})"

    held = forum.post_reply(author=author, thread=open_thread, source=draw("a held post", author, "author", *STAFF))
    assert held.is_held
    world.hidden_posts.append(held)
    hidden = forum.post_reply(
        author=partner, thread=open_thread, source=draw("a hidden post", partner, "partner", *STAFF)
    )
    moderation.hide_post(hidden, moderator=world.people["moderator"], reason="Under NDA.")
    forum.save_draft(partner, thread=open_thread, source=draw("a draft", partner, "partner"))
    rumour = next(change for change in world.hidden_changes if change.is_rumour)
    zoe = User.objects.get(handle="zoe")
    forum.post_reply(author=zoe, thread=rumour.thread, source=draw("the thread of a rumour", zoe, *PARTNERS))


def _add_threads(world: World) -> None:
    author, moderator = world.people["author"], world.people["moderator"]
    waiting = forum.start_thread(
        author=author, kind="question", tags=[world.tag],
        title=world.hide("the title of a waiting thread", "author", *STAFF) + " waits for a moderator",
        source="Text " + world.hide("the text of a waiting thread", "author", *STAFF),
    )  # fmt: skip
    hidden = forum.start_thread(
        author=make.make_partner("zack"), kind="discussion", tags=[world.tag],
        title=world.hide("the title of a hidden thread", *STAFF, may_see=frozenset({"zack"})) + " was hidden whole",
        source="Text " + world.hide("the text of a hidden thread", *STAFF) + " @carla @bea",
    )  # fmt: skip
    reply = forum.post_reply(
        author=world.people["partner"], thread=hidden, source="Text " + world.hide("a reply in a hidden thread", *STAFF)
    )
    moderation.lock_thread(hidden, moderator=moderator, reason="Settled.")
    moderation.pin_thread(hidden, moderator=moderator)
    moderation.report(reply, reporter=world.people["consultant"], reason="spam")
    moderation.dismiss_reports(reply, moderator=moderator, reason="A fair question.")
    world.hidden_threads += [waiting, hidden]
    world.hidden_threads += _add_kinds(world, author)
    _add_answers(world)


def _add_kinds(world: World, author: User) -> list[Thread]:
    """A review and an offer that wait, each with what only its kind says."""

    def start(kind: str, details) -> Thread:
        return forum.start_thread(
            author=author, kind=kind, title=f"A waiting {kind} of somebody", tags=[world.tag], source="Text.",
            details=details,
        )  # fmt: skip

    seen = ("author", *STAFF)
    benefit = world.hide("the benefit of a waiting review", *seen)
    region = world.hide("the region of a waiting offer", *seen)
    until = timezone.localdate() + timedelta(days=9)
    return [
        start("review", BenefitReview(benefit=benefit, worked=True)),
        start("offer", TeamingOffer(side="need", region=region, until=until)),
    ]


def _add_answers(world: World) -> None:
    """The accepted answer of an open question, with why it does not hold; its post is hidden after all were told."""
    asker, moderator = make.make_partner("ulla"), world.people["moderator"]
    question = make.make_thread(asker, title="Which answer was accepted here", tags=[world.tag])
    text = "Ask them. " + world.hide("an accepted answer that was hidden", "partner", *STAFF)
    post = forum.post_reply(author=world.people["partner"], thread=question, source=text)
    forum.accept_answer(post, by=asker)
    forum.give_signal(post, by=asker, kind="helpful")
    reason = "Since then " + world.hide("why a hidden answer is obsolete", may_see=STAFF)
    forum.mark_answer_obsolete(AcceptedAnswer.objects.get(thread=question), by=asker, reason=reason)
    moderation.hide_post(post, moderator=moderator, reason="Under NDA.")


def _facts(world: World, what: str, *seen_by: str) -> dict:
    """The arguments of a change record, with a canary in every text."""

    def hide(part: str) -> str:
        return world.hide(f"the {part} of {what}", *seen_by)

    return {
        "vendor": world.vendor,
        "tags": [world.tag],
        "title": hide("title") + " goes up for some partners",
        "summary": hide("summary"),
        "details": hide("details"),
        "next_steps": hide("next steps"),
        "audience_note": hide("audience"),
        "act_by_reason": "",
        "effective": make.day(f"{timezone.localdate() + timedelta(days=20)}"),  # for calendars and reminders
        "why": hide("step's reason"),
        "terms": [programs.Term(what=hide("term"), old=hide("old term"), new=hide("new term"))],
        "evidence": [
            programs.Evidence(title=hide("source"), url=f"https://vendor.example/{hide('address of the source')}")
        ],
    }


def _add_changes(world: World) -> None:
    author, moderator = world.people["author"], world.people["moderator"]
    seen = ("author", *STAFF)
    draft = make.make_draft(proposed_by=author, **_facts(world, "a draft change", *seen))
    declined = make.make_draft(proposed_by=author, **_facts(world, "a declined change", *seen))
    moderation.decline_change(declined, moderator=moderator, reason="No source.")
    rumour = make.make_draft(state=State.RUMOURED, **_facts(world, "a rumour", *PARTNERS))
    moderation.publish_change(rumour, moderator=moderator)
    rumour.refresh_from_db()
    said = "Heard it too: " + world.hide("the discussion of a rumour", *PARTNERS) + " @carla @alice @bea"
    forum.post_reply(author=make.make_partner("rita"), thread=rumour.thread, source=said)
    for change, what, who in (
        (draft, "a draft change", seen), (declined, "a declined change", seen), (rumour, "a rumour", PARTNERS),
    ):  # fmt: skip
        _add_sheets(world, change, what, *who)
    plain = make.make_change(vendor=world.vendor, title="Plain change that everybody may read", tags=[world.tag])
    programs.move_change(  # the timeline names no moderator
        plain, to=State.CONFIRMED, on=timezone.localdate(), why="It says so.", source=plain.sources.get(), by=moderator
    )
    _add_questions(world, plain, rumour)
    _edit(world, draft, "a draft", "author", *STAFF, by=author)
    _edit(world, plain, "a confidential edit", *STAFF, is_confidential=True)
    _add_imports(world)
    programs.save_search(
        member=world.people["consultant"], name=world.hide("the name of a saved search", "consultant"), query="kind=fee"
    )
    world.hidden_changes += [draft, declined, rumour]
    world.hidden_threads.append(rumour.thread)
    _add_rumours(world, rumour)


def _add_rumours(world: World, rumour: Change) -> None:
    """Rumours that stand in no list: unsupported, lapsed, dead; and what was said of one that is announced now."""
    author, moderator = world.people["author"], world.people["moderator"]
    _edit(world, rumour, "a rumour", *PARTNERS)
    for what in ("an unsupported rumour", "a lapsed rumour", "a dead rumour", "a rumour that came true"):
        seen = PARTNERS
        facts = _facts(world, what, *seen) if what != "a rumour that came true" else {
            "vendor": world.vendor, "tags": [world.tag], "why": "Heard: " + world.hide("the beginning of it", *seen),
        }  # fmt: skip
        one = make.make_draft(state=State.RUMOURED, proposed_by=author, **facts | {"evidence": []})
        world.canaries = [
            canary for canary in world.canaries if what not in canary.where or "source" not in canary.where
        ]
        moderation.publish_change(one, moderator=moderator)
        one.refresh_from_db()
        if what == "a lapsed rumour":
            Change.objects.filter(pk=one.pk).update(supported_at=timezone.now() - dt.timedelta(days=31))
            programs.lapse_rumours()
        elif what != "an unsupported rumour":
            letter = programs.add_source(one, given=programs.Evidence(title="A letter"))
            to = State.WITHDRAWN if what == "a dead rumour" else State.ANNOUNCED
            programs.move_change(one, to=to, on=timezone.localdate(), why="It says so.", source=letter)
        if what != "a rumour that came true":
            world.hidden_changes.append(one)
            world.hidden_threads.append(one.thread)


def _add_part(world: World) -> None:
    """Of each kind that a moderator of a part may decide about one in it, hidden from other partners."""
    author, moderator, seen = world.people["author"], world.people["moderator"], ("author", "scoped", *STAFF)
    draft = make.make_draft(
        proposed_by=author, **_facts(world, "a draft change in the part", *seen) | {"vendor": world.part}
    )
    open_change = make.make_change(vendor=world.part, title="A change of the part", tags=[world.tag])
    held = forum.post_reply(
        author=author, thread=open_change.thread, source="Text " + world.hide("a held post in the part", *seen)
    )
    question = programs.ask_question(
        open_change, member=author, text="Why is that so? " + world.hide("a hidden question in the part", *seen)
    )
    moderation.hide_question(question, moderator=moderator, reason="Unkind.")
    hidden = make.make_change(vendor=world.part, title="A change whose discussion is hidden", tags=[world.tag])
    said = "Text " + world.hide("a hidden thread in the part", "scoped", *STAFF)
    forum.post_reply(author=make.make_partner("walt"), thread=hidden.thread, source=said)
    Thread.objects.filter(pk=hidden.thread.pk).update(hidden_at=timezone.now())
    world.hidden_changes.append(draft)
    world.hidden_posts.append(held)
    world.hidden_threads.append(hidden.thread)


def _edit(world: World, change: Change, what: str, *seen_by: str, by=None, **how) -> None:
    """Words that stood in the record until somebody took them out."""
    editor, words = by or world.people["moderator"], world.hide(f"the old words of {what}", *seen_by)
    for note in (f"Once {words} stood here.", "Nothing stands here."):
        facts = queries.facts_of(Change.objects.get(pk=change.pk))
        version = queries.version_of(queries.texts_of(facts))
        programs.revise_change(change, by=editor, version=version, **facts | {"next_steps": note}, **how)


def _add_matrix(world: World, program) -> None:
    """What a rumour or a draft would bring; and what administrators alone see of a row's past."""
    draft = next(change for change in world.hidden_changes if change.publication == "draft")
    rumour = next(change for change in world.hidden_changes if change.is_rumour)
    for change, what, seen_by in ((draft, "a draft change", {"admin"}), (rumour, "a rumour", PARTNERS)):
        row = make.make_row(program)
        line = Line(value=world.hide(f"the terms of {what} in the matrix", *seen_by, may_see=STAFF))
        make.make_matrix_term(row, None, line, change=change)
    old = Line(value=world.hide("a term that was recorded wrongly", "admin"))
    why = world.hide("the reason of a correction", "admin")
    make.make_matrix_term(make.make_row(program), None, old, replaced_at=timezone.now(), how="corrected", why=why)


def _add_sheets(world: World, change: Change, what: str, *seen_by: str) -> None:
    """A playbook of two versions, ticked by one who may, and options."""
    writer = world.people["partner"]  # not the moderator, whose name is a canary

    def hide(part: str) -> str:
        return world.hide(f"the {part} of {what}", *seen_by)

    step = programs.Step(text=hide("step"), note=hide("note of a step"), who=hide("doer of a step"))
    gone = programs.Step(text=hide("removed step"))
    programs.revise_playbook(change, steps=[step, gone], by=writer, base=0, note=hide("note of a version"))
    programs.revise_playbook(change, steps=[step], by=writer, base=1)
    programs.tick_step(change.playbook_steps.first(), member=writer, seen=1)
    option = programs.Option(name=hide("option"), price=Decimal(5), currency="EUR", unit="server", note=hide("price"))
    programs.revise_options(change, options=[option], by=writer, base=0)


def _add_questions(world: World, plain: Change, rumour: Change) -> None:
    """About a rumour, and one that a moderator has hidden; a company that does not want to be named."""
    partner, author, moderator = (world.people[role] for role in ("partner", "author", "moderator"))
    about_rumour = programs.ask_question(
        rumour, member=partner, text="What is true of this? " + world.hide("a question about a rumour", *PARTNERS)
    )
    for _company in range(9):
        programs.sign_question(about_rumour, member=make.make_partner())
    hidden = programs.ask_question(
        plain, member=author, text="Why would they do that? " + world.hide("a hidden question", "author", *STAFF)
    )
    moderation.hide_question(hidden, moderator=moderator, reason="Unkind.")  # the log says why, and not of what
    heard = programs.ask_question(rumour, member=partner, text="Who told you so? " + world.hide(
        "a hidden question about a rumour", "partner", *STAFF))  # fmt: skip
    reason = "Names somebody. " + world.hide("why a question about a rumour was hidden", *PARTNERS)
    moderation.hide_question(heard, moderator=moderator, reason=reason)
    answer = programs.answer_officially(
        plain, author=world.people["representative"],
        body="We say " + world.hide("a hidden official answer", "representative", *STAFF),
        ticks={make.make_question(plain): "answers"},
    )  # fmt: skip
    moderation.hide_answer(answer, moderator=moderator, reason="Says what a customer pays.")
    # That somebody belongs to a company is no secret; that it signed is.
    unnamed = world.hide("a company that signed without being named", "admin", but_not=PEOPLE)
    shy = make.make_company(f"Shy {unnamed}")
    question = make.make_question(plain, asker=partner)
    programs.sign_question(question, member=make.make_partner(company=shy), is_named=False)


def _add_effects(world: World) -> None:
    """Who says what a change does to them, by name: nobody reads it, in no census of however many companies."""
    plain = Change.objects.get(title="Plain change that everybody may read")
    program = Program.objects.get(vendor=world.vendor)
    known = {"may_see": frozenset({"admin"}), "but_not": PEOPLE}  # that they exist is no secret
    for change in (plain, next(change for change in world.hidden_changes if change.is_rumour)):
        for _number in range(6):
            company = make.make_company(f"{world.hide('a company with an effect report', **known)} IT")
            reporter = make.make_partner(company=company, name=world.hide("who reported an effect", **known))
            programs.tell_business(reporter, held=[programs.Held(program)], size="11-50")
            programs.report_effect(change, by=reporter, affected=True, cost="<1k", plan="leave")
    programs.mark_affected(plain, by=world.people["consultant"])


def _add_imports(world: World) -> None:
    """A source, a draft of it, and what it wants to change of a record that everybody may read."""
    hide = world.hide
    source = make.make_import_source(
        world.vendor,
        name=hide("the name of a source of imports", *STAFF),
        url=f"https://{hide('the address of a source of imports', *STAFF)}.example/feed",
        last_run_at=timezone.now(),
        last_outcome=hide("how the last import went", *STAFF),
        problems=[{"path": "feed", "line": 7, "severity": "lost", "reason": hide("a problem of an import", *STAFF)}],
    )
    open_change = make.make_change(vendor=world.vendor, title="Another plain change for everybody", tags=[world.tag])
    make.make_imported_update(
        open_change, source=source, title=hide("a title that waits for a moderator", *STAFF) + " at the source"
    )
    draft = make.make_draft(**_facts(world, "an imported draft", *STAFF))
    make.make_imported_item(draft, source=source, needs_review=hide("a doubt about an imported draft", *STAFF))
    world.hidden_changes.append(draft)


def _add_reports(world: World, thread: Thread) -> None:
    note = world.hide("a reporter's words", *STAFF)
    post = thread.posts.get(number=1)
    moderation.report(post, reporter=world.people["consultant"], reason="unkind", note=note)


def _add_withheld(world: World, open_thread: Thread) -> None:
    """One of each kind that three members reported, and nobody has decided about."""
    author, moderator = world.people["author"], world.people["moderator"]
    seen = ("author", *STAFF)
    post = forum.post_reply(
        author=author, thread=open_thread, source="Text " + world.hide("a post that members reported", *seen)
    )
    thread = forum.start_thread(
        author=author, kind="question", tags=[world.tag],
        title=world.hide("the title of a thread that members reported", *seen) + " goes too far",
        source="Text " + world.hide("the text of a thread that members reported", *seen),
    )  # fmt: skip
    for held in (post, thread.posts.get()):
        moderation.approve_post(held, moderator=moderator)
    change = make.make_draft(proposed_by=author, **_facts(world, "a change that members reported", *seen))
    moderation.publish_change(change, moderator=moderator)
    person = User.objects.get(handle="nils")
    write_texts(person, about=world.hide("what a reported profile says", *seen))
    company = make.make_company(
        "Told On IT", website=f"https://{world.hide('the site of a reported company', *STAFF)}.example/"
    )
    for thing in (post, thread, change, person, company):
        thing.refresh_from_db()
        for _number in range(3):
            moderation.report(thing, reporter=make.make_user(), reason="illegal")
    world.hidden_posts.append(post)
    world.hidden_threads.append(thread)
    world.hidden_changes.append(change)


def _add_notices(world: World) -> None:
    for is_confirmed in (True, False):
        what, seen = ("a notice", STAFF) if is_confirmed else ("a notice that nobody confirmed", ())
        notice = moderation.send_notice(
            "/about/", explanation=world.hide(f"the words of {what}", *seen),
            name=world.hide(f"who sent {what}", *seen), language="en",
            email="vera@example.org",
        )  # fmt: skip
        if is_confirmed:
            moderation.confirm_notice(notice)


def _add_reasons(world: World) -> None:
    """One of its own: those that came with the tables are gone once a test has emptied them."""
    words = world.hide("a reason to choose from", "scoped", *STAFF)
    moderation.write_reason(
        moderator=world.people["moderator"], kind="decline_post", title=f"Words {words}", text="Say it in other words."
    )


def _add_applications(world: World) -> None:
    make.make_application(
        world.people["consultant"],
        company_name=world.hide("an applicant's company", "consultant", *STAFF, but_not=("/accounts/vouch/",)),
        message=world.hide("an applicant's words", *STAFF),
        website=f"https://{world.hide('an applicant’s web site', *STAFF, but_not=('/accounts/vouch/',))}.example/",
    )
    declined = make.make_application(
        world.people["representative"],
        company_name=world.hide("a declined applicant's company", "representative", *STAFF),
        message=world.hide("a declined applicant's words", *STAFF),
    )
    moderation.decline_application(declined, moderator=world.people["moderator"], reason="No imprint.")


def _add_hats(world: World) -> None:
    """A hat that is asked for, and one that was declined: who else would know that somebody wants to speak?"""
    proofs = {"may_see": STAFF}  # where nothing waits any more, on the page of the case alone
    for role, vendor in (("consultant", world.vendor), ("representative", make.make_vendor("Ostwind Systems"))):
        asked = make.make_hat_request(
            world.people[role], vendor,
            proof_url=f"https://vendor.example/{world.hide(f'what the {role} would prove in public', role, *STAFF)}",
            text="Ask them. " + world.hide(f"the private proof of the {role}", **proofs),
            url=f"https://intra.example/{world.hide(f'the private link of the {role}', **proofs)}",
        )  # fmt: skip
        if role == "representative":
            moderation.decline_hat(asked, moderator=world.people["moderator"], reason="Who is this?")


def _add_claims(world: World) -> None:
    """A claim that waits, with what its claimant shows moderators alone."""
    partner = world.people["partner"]
    make.make_claim(
        partner, text="Ask them. " + world.hide("the private proof of a claim", *STAFF),
        url=f"https://intra.example/{world.hide('the private link of a claim', *STAFF)}",
    )  # fmt: skip


def _add_appeals(world: World) -> None:
    """One that waits and one that was answered: between who appealed and the moderators of all."""
    make.settle()
    author, seen = world.people["author"], ("author", *STAFF)
    decisions = Decision.objects.filter(moderator=world.people["moderator"])
    declined = decisions.get(verb="decline_post")
    over = decisions.filter(verb__in=["decline_post", "decline_change"])
    Undo.objects.filter(decision__in=over).update(until=timezone.now())  # the ten minutes in which nobody appeals
    moderation.make_appeal(
        declined, appellant=author, text="It is not. " + world.hide("what was said in an appeal", *seen)
    )
    answered = moderation.make_appeal(
        decisions.get(verb="decline_change"), appellant=author,
        text="There is one. " + world.hide("what was said in an appeal that was answered", *seen),
    )  # fmt: skip
    answer = "Where? " + world.hide("the answer to an appeal", *seen)
    moderation.uphold_appeal(answered, moderator=world.people["admin"], reason=answer)


def _add_introductions(world: World) -> None:
    """What is between two people, in each state; how to reach them stands there once one has said "yes"."""
    author, partner, zoe = world.people["author"], world.people["partner"], User.objects.get(handle="zoe")
    ulla, rita = (User.objects.get(handle=handle) for handle in ("ulla", "rita"))
    zara = make.make_partner("zara")  # whom nobody has asked or follows, and everybody may
    networking.set_peer_settings(zara, followers_shown_to="members")

    def ask(what: str, target: User, requester: User, *seen_by: str, both: tuple[str, ...] = ()) -> Introduction:
        own = [role for role in seen_by if world.people[role] == requester]
        return networking.ask_for_introduction(
            target, requester=requester, blurb="We need " + world.hide(f"the blurb of {what}", *seen_by),
            contact=world.hide(f"the requester's contact in {what}", *both, may_see=frozenset(own)),
        )  # fmt: skip

    ask("an open request", partner, author, "author", "partner")
    declined = ask("a declined request", partner, ulla, "partner")
    networking.decline_introduction(declined, by=partner)
    postponed = ask("a postponed request", author, ulla, "author")
    networking.postpone_introduction(postponed, by=author)
    withdrawn = ask("a withdrawn request", rita, author, "author")
    networking.withdraw_introduction(withdrawn, by=author)
    accepted = ask("an introduction", zoe, partner, "partner", both=("partner",))
    networking.accept_introduction(accepted, by=zoe, contact=world.hide("the contact of who said yes", "partner"))
    other = ask("a request of others", ulla, zoe)
    done = ask("an introduction of others", rita, ulla)
    networking.accept_introduction(done, by=done.target, contact=world.hide(
        "the contact of who said yes to others", may_see=frozenset({"ulla"}),  # in a mail
    ))  # fmt: skip
    world.hidden_introductions += [other, done]


def _add_offers(world: World) -> None:
    """Questions that were offered, with what was said to it. Who was asked and why is theirs alone: it is a mark in the
    reasons. What their asker reads, tests/networking/test_offers.py says."""
    author, partner = world.people["author"], world.people["partner"]
    ulla, zara = (User.objects.get(handle=handle) for handle in ("ulla", "zara"))
    first, other = (make.make_thread(zara, tags=[make.make_tag("wanted")]) for _number in range(2))
    Thread.objects.filter(pk__in=[first.pk, other.pk]).update(published_at=timezone.now() - dt.timedelta(days=3))
    _offer(world, first, partner, "", "partner")
    _offer(world, first, ulla, "passed")
    _offer(world, other, partner, "not_me")
    _offer(world, other, author, "accepted", "author")
    # Who only tells contacts that they know about something stands beside nothing, but in the lists of people.
    shy = make.make_partner("sina", name=world.hide("whoever knows in secret", may_see=STAFF, but_not=PEOPLE))
    make.make_profile(shy, shown="contacts", skills=[world.tag], texts={"can_help": "Ask me."})


def _offer(world: World, thread: Thread, person: User, answer: str, *seen_by: str) -> None:
    mark = world.hide(f"why a question was offered to {person.handle}, {answer or 'waiting'}", *seen_by)
    make.make_offer(thread, person, answer=answer, reasons=[["says", mark, 1]])


def _add_conversations(world: World) -> None:
    """Between a partner and others, of one of which a message was reported; and of others. Whoever blocks whom."""
    author, partner, zoe, ulla = (*(world.people[role] for role in ("author", "partner")), *(
        User.objects.get(handle=handle) for handle in ("zoe", "ulla")))  # fmt: skip

    def write(what: str, starter: User, *others: User, seen_by=()) -> Conversation:
        return networking.begin_conversation(
            list(others), author=starter, source="I say " + world.hide(f"a message in {what}", *seen_by),
            title=world.hide(f"the title of {what}", *seen_by) if len(others) > 1 else "",
        )  # fmt: skip

    write("a conversation of two", partner, author, seen_by=("partner", "author"))
    group = write("a conversation of three", partner, zoe, ulla, seen_by=("partner",))
    # What was reported moderators read when they ask to, by a form, which the crawl does not send.
    for what in ("a message near a reported one", "a reported message"):
        source = "I say " + world.hide(what, "partner")
        reported = networking.say(group, author=zoe, source=source)
    moderation.report(reported, reporter=partner, reason="unkind")
    world.hidden_conversations.append(write("a conversation of others", zoe, ulla))
    networking.add_people(group, by=partner, persons=[author])
    networking.leave_conversation(group, member=author)
    asked = Introduction.objects.get(requester=author, target=partner)
    moderation.report(asked, reporter=partner, reason="spam")


def _add_rounds(world: World) -> None:
    """Those who wrote to each other were put together, too; why is a mark in the reasons, and for them alone."""
    author, partner = world.people["author"], world.people["partner"]
    others = [User.objects.get(handle=handle) for handle in ("zoe", "ulla")]

    def put_together(people: list[User], days: int, *seen_by: str) -> None:
        mark = world.hide(f"why a round put {people[0].handle} and another together", *seen_by)
        make.make_round(*people, days_ago=days, reasons=[["skill", mark]])

    put_together([partner, author], 20, "partner", "author")
    put_together([partner, author], 100, "partner", "author")
    put_together(others, 20)
    networking.set_peer_settings(partner, rounds="month")


def _add_blocks(world: World) -> None:
    """Of the partner by somebody without a role, and by the author of such a one."""
    for blocker, blocked in ((User.objects.get(handle="rita"), world.people["partner"]),
                             (world.people["author"], User.objects.get(handle="zoe"))):  # fmt: skip
        networking.block_person(blocked, member=blocker)


def _add_groups(world: World) -> None:
    """An open one; one on request, which all members know of, and its own read; and one by invitation. In each closed
    one a thread with an answer; on the way into each the author."""
    author, partner = world.people["author"], world.people["partner"]
    zoe, ulla = (User.objects.get(handle=handle) for handle in ("zoe", "ulla"))
    make.make_thread(zoe, circle=make.make_group(partner, zoe, tags=[world.tag]))
    asked = _found(world, "request", partner, *MEMBERS)
    networking.ask_to_join(asked, by=author)
    secret = _found(world, "invitation", ulla, "partner", "author", *STAFF)
    networking.invite_to_group(secret, person=author, by=ulla)
    networking.watch_group(make.make_member(secret, partner).group, by=partner, is_watching=True)
    make.make_member(asked, ulla)
    for group in (asked, secret):
        make.make_member(group, zoe)
        mailed = {"may_see": frozenset({"zoe", "ulla"})}  # who write there
        words = [
            world.hide(f"the {part} in {group}", "partner", *STAFF, **mailed)
            for part in ("title", "question", "answer")
        ]
        thread = forum.start_thread(
            author=zoe, kind="question", title=f"{words[0]} is confided to the members", tags=[world.tag],
            source=f"I ask {words[1]}, @carla @nils", circle=group,
        )  # fmt: skip
        answer = forum.post_reply(author=ulla, thread=thread, source=f"I say {words[2]}")
        forum.accept_answer(answer, by=zoe)
        forum.give_signal(answer, by=zoe, kind="helpful")
        world.hidden_threads.append(thread)
    world.hidden_groups.append(secret)
    _add_events(world)


def _add_events(world: World) -> None:
    """One of the open group, and one of it that is hidden; of each closed group one to which some of its members come,
    that by invitation cancelled. Who has no place reads no online address."""
    zoe, ulla = (User.objects.get(handle=handle) for handle in ("zoe", "ulla"))
    opened, asked, secret = Group.objects.order_by("pk")
    members = ("partner", *STAFF)
    come = {"may_see": frozenset({"zoe", "ulla"})}

    def plan(group: Group, name: str, *seen_by: str, reads_link: tuple = ("partner",)):
        parts = ("title", "place", "text")
        title, place, text = (world.hide(f"the {part} of {name}", *seen_by, **come) for part in parts)
        link = world.hide(f"the online address of {name}", *reads_link, **come)
        return make.make_event(group, title=f"We meet: {title}", place=place, text=text,
                               link=f"https://meet.example/{link}", capacity=2)  # fmt: skip

    link = world.hide("where one takes part online", "partner")
    make.make_event(opened, title="Everybody may come", link=f"https://meet.example/{link}")
    networking.hide_event(plan(opened, "a hidden event", *members), reason="It sells.")
    for event in (plan(asked, "an event on request", *members),
                  plan(secret, "an event by invitation", *members, reads_link=())):  # fmt: skip
        make.come_to(event, zoe, ulla)
        record("event.planned", actor=event.planned_by, target=event)
    because = world.hide("why an event is cancelled", *members, **come)
    networking.cancel_event(event, by=ulla, reason=f"Because {because}.")
    world.hidden_events.append(event)


def _found(world: World, admission: str, organiser: User, *seen_by: str) -> Group:
    """A closed group with its name and purpose."""
    name, purpose = (world.hide(f"the {part} of a group, {admission}", *seen_by) for part in ("name", "purpose"))
    return make.make_group(
        organiser, name=f"Of {name}", description=f"We want {purpose}.", admission=admission, tags=[world.tag]
    )


MEMBERS = frozenset(ROLES) - {"visitor", "suspended"}
# By each level: whom the page of somebody lets read it.
LEVELS = {"everybody": MEMBERS | {"visitor"}, "members": MEMBERS, "contacts": STAFF}


def _add_profiles(world: World) -> None:
    """Somebody for each level, who tells the same in every part; each part has its canary where it is in words."""
    for level, seen_by in LEVELS.items():

        def hide(part: str, level=level, seen_by=seen_by) -> str:
            may_see = frozenset({"suspended"} if level == "everybody" else ())  # who is signed out, and a visitor
            return world.hide(f"the {part} of a profile for {level}", *seen_by, may_see=may_see)

        vendor = make.make_vendor(f"Tied {level}")
        skill, program = make.make_tag(f"skill-{level}"), make.make_program()
        person = make.make_partner(f"wim-{level[:5]}")
        programs.tell_business(person, held=[programs.Held(program)], countries=["VN"])
        make.make_profile(
            person, shown=level, skills=[skill], languages=["vi"], ties={vendor: "shares"},
            capacity=make.make_capacity(7, 2),
            texts={
                "can_help": "I help " + hide("help"), "looking_for": "I want " + hide("wish"),
                "ties_note": "I had " + hide("note on ties"),
            },
        )  # fmt: skip


def _add_routes(world: World) -> None:
    """Ways to the vendor: shown to members; and hidden, for who added them and moderators."""
    author, partner, moderator = (world.people[role] for role in ("author", "partner", "moderator"))

    def add(what: str, by: User, *seen_by: str, **more) -> ContactRoute:
        def hide(part: str) -> str:
            return world.hide(f"the {part} of {what}", *seen_by, **more)

        return make.make_route(
            world.vendor, by=by, address=f"https://{hide('address')}.example/", what_for="Ask for " + hide("use"),
            hours="At " + hide("hours"), note="First " + hide("note"),
        )  # fmt: skip

    add("a route", make.make_partner("rolf"), *MEMBERS)
    hidden = add("a hidden route", author, "author", *STAFF)
    moderation.report(hidden, reporter=partner, reason="confidential")
    moderation.hide_reported(hidden, moderator=moderator, reason="Of one person.")
    networking.withhold_route(add("a withheld route", partner, "partner", *STAFF))
    # Who has voted, and for whom they work, is told to nobody.
    known = {"may_see": frozenset({"admin"}), "but_not": PEOPLE}
    company = make.make_company(f"{world.hide('a company that voted on a route', **known)} IT")
    voter = make.make_partner(company=company, name=world.hide("who voted on a route", **known))
    networking.vote_on_route(ContactRoute.objects.shown().get(vendor=world.vendor), by=voter, works=True)


def _add_teaming(world: World) -> None:
    """Needs and offers: on the board and off it, for members; and hidden, for who posted them and moderators."""
    author, partner, moderator = (world.people[role] for role in ("author", "partner", "moderator"))

    def post(what: str, by: User, *seen_by: str, kind: str = "need") -> TeamingEntry:
        def hide(part: str) -> str:
            return world.hide(f"the {part} of {what}", *seen_by)

        return make.make_entry(
            by, kind, title="Wanted: " + hide("title"), source="For a harbour: " + hide("text"),
            terms_note="As " + hide("terms"), tags=[make.make_tag("wanted")],
        )  # fmt: skip

    networking.close_entry(post("an offer that is closed", partner, *MEMBERS, kind="offer"), by=partner)
    make.make_entry(partner, "offer", tags=[make.make_tag("wanted")])  # who hears of the next
    post("a need", author, *MEMBERS)
    hidden = post("a hidden need", author, "author", *STAFF)
    moderation.report(hidden, reporter=partner, reason="confidential")
    moderation.hide_reported(hidden, moderator=moderator, reason="Of one person.")
    withheld = post("a withheld offer", partner, "partner", *STAFF, kind="offer")
    networking.withhold_entry(withheld)
    of_sam = post("a need of somebody suspended", make.make_partner(), *STAFF)
    TeamingEntry.objects.filter(pk=of_sam.pk).update(author=world.people["suspended"])
    world.hidden_entries.append(of_sam)  # from all three who compare it with what is absent


def _add_tickets(world: World) -> None:
    """What members note of their tickets is their own; five companies and more are counted, and none is named."""

    def note(member: User, whose: str, *seen_by: str) -> None:
        make.make_ticket(
            member, world.vendor, reply=5, title="Mine " + world.hide(f"the title of a ticket of {whose}", *seen_by),
            notes="Then " + world.hide(f"the notes on a ticket of {whose}", *seen_by),
            route=ContactRoute.objects.shown().get(vendor=world.vendor),
        )  # fmt: skip

    for role in ("partner", "moderator"):
        note(world.people[role], f"the {role}", role)
    known = {"may_see": frozenset({"admin"}), "but_not": PEOPLE}
    for _number in range(5):
        company = make.make_company(f"{world.hide('a company with a diary', **known)} IT")
        note(make.make_partner(company=company, name=world.hide("who keeps a diary", **known)), "others")
    networking.count_diaries()


def _add_finder(world: World) -> None:
    """A company that customers find, and write to; one that has taken it back. An enquiry is in its mail alone."""
    address = new_word()
    world.hide("the address of who takes enquiries", may_see=STAFF | {address}, word=address)
    keeper = make.make_keeper(email=f"{address}@example.org")
    readers = frozenset(ROLES) - {"suspended"}
    text = world.hide("what customers find of a company", *readers, may_see=frozenset({"suspended"}))
    make.make_finder_entry(keeper, for_customers=f"We mend {text}.")
    away = world.hide("what a company that is not found keeps for later")
    make.make_finder_entry(for_customers=f"We mend {away}.", is_listed=False)
    for is_confirmed in (True, False):
        what, seen = ("an enquiry", {address}) if is_confirmed else ("an enquiry that nobody confirmed", set())
        sender = new_word()
        world.hide(f"the address in {what}", may_see=frozenset({*seen, sender}), word=sender)
        enquiry = networking.send_enquiry(
            keeper.company, email=f"{sender}@example.org",
            message=world.hide(f"the words of {what}", may_see=frozenset(seen)),
            name=world.hide(f"who sent {what}", may_see=frozenset(seen)), language="en",
        )  # fmt: skip
        if is_confirmed:
            networking.confirm_enquiry(enquiry)


def _follow_everything(world: World) -> None:
    """Everybody follows the vendor and has a calendar; the reminders go out."""
    for person in filter(None, world.people.values()):
        if person.is_active:
            programs.follow(world.vendor, member=person)
            _follow_writers(person)
            programs.renew_calendar_address(person)
            Ladder.objects.create(member=person, rungs=[20])
    assert remind() > 0


def _follow_writers(person: User) -> None:
    """Who writes what is hidden, and who writes under pseudonyms; and their companies."""
    for writer in (
        User.objects.active().exclude(pk=person.pk).exclude(handle="zara").exclude(membership=None).with_company()
    ):
        networking.follow_peer(writer, member=person)
        networking.follow_peer(writer.company, member=person)


def _hide_what_people_were_told_of(world: World) -> None:
    hidden, deleted = world.hidden_posts[2:4]
    moderation.hide_post(hidden, moderator=world.people["moderator"], reason="Under NDA.")
    forum.delete_post(Post.objects.get(pk=deleted.pk), by=world.people["author"])
    Thread.objects.filter(pk=world.hidden_threads[1].pk).update(hidden_at=timezone.now())
