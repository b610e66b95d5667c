"""What a moderator should see beside a case."""

from dataclasses import dataclass

from django.db.models import Count, Q

from community.accounts import masks
from community.accounts.actions import verified_domain
from community.accounts.models import Company, PartnerApplication, User
from community.forum.rules import is_newcomer
from community.moderation.models import Decision


@dataclass(frozen=True)
class PersonPanel:
    """What a moderator should know about somebody before deciding: three queries."""

    person: User
    posts_shown: int
    posts_all: int
    decisions: list[Decision]
    case: str = ""  # beside which it stands: "post-12"
    is_new: bool = False  # of a pseudonym: that its person is known by few posts is all that is told of them


def person_panel(person: User, case: str = "") -> PersonPanel:
    """The panel beside a case about something of this person; of a pseudonym only what was decided about it."""
    counts = person.posts.aggregate(all=Count("pk"), shown=Count("pk", filter=Q(state="published")))
    past = Decision.objects.filter(target_kind="post", target_id__in=person.posts.values("pk")).order_by("-pk")
    is_new = person.is_face and is_newcomer(masks.person_of(person))
    return PersonPanel(person, counts["shown"], counts["all"], list(past[:5]), case, is_new)


def history(kind: str, pk: int) -> list[Decision]:
    """What was decided about one thing, first decision first."""
    rows = Decision.objects.filter(target_kind=kind, target_id=pk).select_related("moderator")
    return list(rows.order_by("pk"))


@dataclass(frozen=True)
class ApplicationContext:
    """What helps to decide about an application: the mail domain, and the company of that name."""

    domain: str
    existing: Company | None


def application_context(application: PartnerApplication) -> ApplicationContext:
    """What helps to decide about the application. Two queries."""
    return ApplicationContext(
        domain=verified_domain(application.applicant),
        existing=Company.objects.filter(name__iexact=application.company_name).first(),
    )
