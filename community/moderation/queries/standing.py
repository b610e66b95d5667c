"""How somebody stands: to themselves in words, and to moderators."""

from dataclasses import dataclass

from community.accounts.models import PartnerApplication, Sanction
from community.forum.models import Post
from community.programs.models import Change

MOST = 50  # of each kind, newest first


@dataclass(frozen=True)
class Standing:
    """What was decided about a member, and what waits. Reports are here only as what came of them: hidden posts."""

    sanctions: list[Sanction]
    held: list[Post]
    declined: list[Post]
    hidden: list[Post]
    changes: list[Change]
    applications: list[PartnerApplication]

    @property
    def is_good(self) -> bool:
        """Nothing was ever declined, hidden or imposed, and nothing waits."""
        return not (self.sanctions or self.held or self.declined or self.hidden or self.changes or self.applications)


def standing(member) -> Standing:
    """The member's own, as far as they may read it: four queries. Never who decided or reported."""
    own = Post.objects.visible_to(member).by(member).filter(state__in=["held", "declined", "hidden"])
    posts = list(own.select_related("thread").order_by("-pk")[: 3 * MOST])
    changes = Change.objects.visible_to(member).filter(proposed_by=member, publication__in=["declined", "hidden"])
    applications = PartnerApplication.objects.visible_to(member).filter(applicant=member, state="declined")
    return Standing(
        sanctions=list(Sanction.objects.about(member).order_by("-pk")[:MOST]),
        held=[post for post in posts if post.is_held or post.is_withheld],
        declined=[post for post in posts if post.state == Post.State.DECLINED],
        hidden=[post for post in posts if post.state == Post.State.HIDDEN and not post.is_withheld],
        changes=list(changes.order_by("-pk")[:MOST]),
        applications=list(applications.order_by("-pk")[:MOST]),
    )


def sanctions_of(viewer, person) -> list[Sanction]:
    """Every sanction of a person, newest first, for moderators. One query."""
    rows = Sanction.objects.visible_to(viewer).filter(person=person)
    return list(rows.select_related("given_by", "lifted_by").order_by("-pk"))
