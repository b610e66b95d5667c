"""People who can help with something: quickly made, for the tests of who is shown and who is asked."""

from django.utils import timezone

from community.accounts.models import User
from community.forum.models import AcceptedAnswer, Post, Thread
from community.networking.models import Profile, Skill
from community.networking.models.profiles import shown_to_members
from community.programs.models import Change, Holding, Program, Tier
from tests import factories as make


def program_called(name: str) -> Program:
    """That program; made with its tiers as somebody holds them."""
    found = Program.objects.filter(slug=name).first()
    return found or Program.objects.create(vendor=make.make_vendor(f"Vendor {name}"), name=name.title(), slug=name)


def tell(
    person: User, *, skills: str = "", languages: str = "", country: str = "", role: str = "", held: str = "",
    can_help: str = "Ask me.", full: bool = False, **facts,
) -> User:  # fmt: skip
    """Write down what somebody and their company tell; ``held`` are "program:tier"; ``full``: they have no room."""
    room = make.make_capacity(2, 2) if full else None
    capacity = {f"capacity_{part}": getattr(room, part) for part in ("total", "taken", "until")} if room else {}
    told = {"languages": languages.split(), "can_help": can_help, "shown_to": shown_to_members(), **capacity, **facts}
    Profile.objects.create(member=person, **told)
    Skill.objects.bulk_create(Skill(member=person, tag=make.make_tag(name)) for name in skills.split())
    company = person.company
    company.country, company.roles, company.programs_shown_to = country, [role] if role else [], "partners"
    company.save()
    for program, tier in (pair.split(":") for pair in held.split()):
        program = program_called(program)
        tier = Tier.objects.get_or_create(
            program=program, name=tier.title(), defaults={"rank": program.tiers.count() + 1}
        )[0]
        Holding.objects.create(company=company, program=program, tier=tier)
    return person


def prove(person: User, tag: str, *, accepted: int = 0, helpful: int = 0, change: Change | None = None) -> list[Post]:
    """As if answers of theirs had been accepted under the tag and others marked as helpful, one mark each."""
    asker = User.objects.filter(handle="asker").first() or make.make_partner("asker")
    now, posts = timezone.now(), []
    for number in range(accepted + helpful):
        about = {"kind": "change", "change": change} if change else {"kind": "question", "author": asker}
        thread = Thread.objects.filter(change=change).first() if change else None
        thread = thread or Thread.objects.create(title=make.unique("How does that work in"), published_at=now, **about)
        thread.tags.add(make.make_tag(tag))
        post = Post.objects.create(
            thread=thread, author=person, source="So.", html="<p>So.</p>", renderer_version=1, published_at=now,
            number=thread.posts.count() + 2, helpful_count=int(number >= accepted),
        )  # fmt: skip
        if number < accepted:
            AcceptedAnswer.objects.create(thread=thread, post=post, accepted_by=asker, accepted_at=now)
        posts.append(post)
    return posts
