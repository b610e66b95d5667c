"""A small community in which every kind of hidden thing exists, each with a canary in every text."""

from dataclasses import dataclass, field

from django.utils import timezone

from community.accounts.models import User
from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation import actions as moderation
from community.programs import actions as programs
from community.programs.models import Change, Vendor
from community.programs.states import State
from tests import factories as make
from tests.leaks.canaries import Canary

STAFF = frozenset({"moderator", "admin"})
PARTNERS = STAFF | {"partner", "author"}
ROLES = ["visitor", "consultant", "partner", "author", "representative", "suspended", "moderator", "admin"]


@dataclass
class World:
    people: dict[str, User | None]
    vendor: Vendor
    tag: object
    canaries: list[Canary] = field(default_factory=list)
    hidden_threads: list[Thread] = field(default_factory=list)
    hidden_posts: list[Post] = field(default_factory=list)
    hidden_changes: list[Change] = field(default_factory=list)

    def hide(self, where: str, *seen_by: str, **more) -> str:
        """A new word that the roles named find, and nobody else."""
        canary = Canary(where, frozenset(seen_by), **more)
        self.canaries.append(canary)
        return canary.word


def build(work) -> World:
    """``work`` does the queued jobs: twice, so that some things are hidden after people were told of them."""
    world = World(people={}, vendor=make.make_vendor("Nordwind Systems"), tag=make.make_tag("renewal"))
    make.make_program(world.vendor)
    _add_people(world)
    open_thread = make.make_thread(make.make_partner("zoe"), title="Which route still works", tags=[world.tag])
    make.make_post(open_thread, world.people["partner"])
    _add_posts(world, open_thread)
    _add_threads(world)
    _add_changes(world)
    _add_reports(world, open_thread)
    _add_applications(world)
    work()
    _hide_what_people_were_told_of(world)
    work()
    return world


def _add_people(world: World) -> None:
    for role in ROLES:
        world.people[role] = _person(world, role) if role != "visitor" else None
    moderator = world.people["moderator"]
    moderator.name = "Mona " + world.hide("a moderator's name in the log", *STAFF, but_not=("/people/",))
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
    deleted = write("a post that its author removed", *STAFF)
    moderation.approve_post(deleted, moderator=moderator)
    make.make_post(thread, world.people["partner"], parent=hidden, source="An answer to what is hidden later.")


def _add_threads(world: World) -> None:
    author, moderator = world.people["author"], world.people["moderator"]
    waiting = forum.start_thread(
        author=author, kind="question", tags=[world.tag],
        title=world.hide("the title of a waiting thread", "author", *STAFF) + " waits for a moderator",
        source="Text " + world.hide("the text of a waiting thread", "author", *STAFF),
    )  # fmt: skip
    hidden = forum.start_thread(
        author=make.make_partner("zack"), kind="discussion", tags=[world.tag],
        title=world.hide("the title of a hidden thread", *STAFF) + " was hidden whole",
        source="Text " + world.hide("the text of a hidden thread", *STAFF) + " @carla @bea",
    )  # fmt: skip
    reply = forum.post_reply(
        author=world.people["partner"], thread=hidden, source="Text " + world.hide("a reply in a hidden thread", *STAFF)
    )
    moderation.lock_thread(hidden, moderator=moderator, reason="Settled.")
    moderation.pin_thread(hidden, moderator=moderator)
    moderation.report_post(reply, reporter=world.people["consultant"], reason="spam")
    moderation.dismiss_reports(reply, moderator=moderator, reason="A fair question.")
    world.hidden_threads += [waiting, hidden]


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
    plain = make.make_change(vendor=world.vendor, title="Plain change that everybody may read", tags=[world.tag])
    _add_questions(world, plain, rumour)
    world.hidden_changes += [draft, declined, rumour]
    world.hidden_threads.append(rumour.thread)


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
    reason = "Unkind. " + world.hide("the reason why a question was hidden", "author", *STAFF)
    programs.hide_question(hidden, by=moderator, reason=reason)
    # That somebody belongs to a company is no secret; that it signed is.
    unnamed = world.hide("a company that signed without being named", "admin", but_not=("/people/",))
    shy = make.make_company(f"Shy {unnamed}")
    question = make.make_question(plain, asker=partner)
    programs.sign_question(question, member=make.make_partner(company=shy), is_named=False)


def _add_reports(world: World, thread: Thread) -> None:
    note = world.hide("a reporter's words", *STAFF)
    post = thread.posts.get(number=1)
    moderation.report_post(post, reporter=world.people["consultant"], reason="unkind", note=note)


def _add_applications(world: World) -> None:
    make.make_application(
        world.people["consultant"],
        company_name=world.hide("an applicant's company", "consultant", *STAFF),
        message=world.hide("an applicant's words", *STAFF),
        website=f"https://{world.hide('an applicant’s web site', *STAFF)}.example/",
    )
    declined = make.make_application(
        world.people["representative"],
        company_name=world.hide("a declined applicant's company", "representative", *STAFF),
        message=world.hide("a declined applicant's words", *STAFF),
    )
    moderation.decline_application(declined, moderator=world.people["moderator"], reason="No imprint.")


def _hide_what_people_were_told_of(world: World) -> None:
    hidden, deleted = world.hidden_posts[2:4]
    moderation.hide_post(hidden, moderator=world.people["moderator"], reason="Under NDA.")
    forum.delete_post(Post.objects.get(pk=deleted.pk), by=world.people["author"])
    Thread.objects.filter(pk=world.hidden_threads[1].pk).update(hidden_at=timezone.now())
