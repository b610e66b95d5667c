"""Who is told of an activity, and why. The only question here is "who?"."""

from community.accounts.models import PartnerApplication, User
from community.activity.models import Activity
from community.forum.models import Post
from community.moderation.models import Report
from community.notifications.models import Ladder, Reminder
from community.programs.models import Change


def recipients_for(activity: Activity) -> dict[int, str]:
    """The ids of those to tell, each with the kind of notification. The actor is never among them.

    Somebody concerned in two ways is told once, for the weightier reason.
    """
    find = WHO.get(activity.verb)
    told = find(activity) if find else {}
    told.pop(activity.actor_id, None)
    told.pop(None, None)
    return told


def _conversation(activity: Activity) -> dict[int | None, str]:
    """Later entries win: an answer to one's own post is said before a new post in one's thread."""
    post = Post.objects.published().select_related("thread", "parent").filter(pk=activity.target_id).first()
    if post is None:
        return {}
    told: dict[int | None, str] = {post.thread.author_id: "post.in_your_thread"}
    mentioned = User.objects.filter(handle__in=post.mentions).values_list("pk", flat=True)
    told |= dict.fromkeys(mentioned, "post.mentions_you")
    if post.parent:
        told[post.parent.author_id] = "post.answers_you"
    told.pop(post.author_id, None)
    return _readers(post, told)


def _readers(post: Post, told: dict[int | None, str]) -> dict[int | None, str]:
    """Of those told, the ones who may read the post: nobody hears that there is something they may not see.

    One query for each person; a post concerns few by name.
    """
    people = User.objects.filter(pk__in=[pk for pk in told if pk], is_active=True).with_company()
    return {
        person.pk: told[person.pk] for person in people if Post.objects.visible_to(person).filter(pk=post.pk).exists()
    }


def _approved(activity: Activity) -> dict[int | None, str]:
    """An approved post is news for its author and, only now, for those it answers."""
    return _conversation(activity) | _author(activity)


def _author(activity: Activity) -> dict[int | None, str]:
    author = Post.objects.filter(pk=activity.target_id).values_list("author", flat=True).first()
    return {author: activity.verb}


def _applicant(activity: Activity) -> dict[int | None, str]:
    applicant = PartnerApplication.objects.filter(pk=activity.target_id).values_list("applicant", flat=True).first()
    return {applicant: activity.verb}


def _proposer(activity: Activity) -> dict[int | None, str]:
    proposer = Change.objects.filter(pk=activity.target_id).values_list("proposed_by", flat=True).first()
    return {proposer: activity.verb}


def _reporter(activity: Activity) -> dict[int | None, str]:
    reporter = Report.objects.filter(pk=activity.target_id).values_list("reporter", flat=True).first()
    return {reporter: activity.verb}


def _reminded(activity: Activity) -> dict[int | None, str]:
    """Whom the ladder chose, and whose rights it asked; by mail too, unless they want the inbox only."""
    told = Reminder.objects.filter(notice=activity.target_id).values_list("recipient", "recipient__ladder__channel")
    inbox_only = Ladder.Channel.INBOX
    return {pk: f"{activity.verb}.inbox" if channel == inbox_only else activity.verb for pk, channel in told}


WHO = {
    "post.created": _conversation,
    "post.approved": _approved,
    "post.declined": _author,
    "post.hidden": _author,
    "post.restored": _author,
    "application.approved": _applicant,
    "application.declined": _applicant,
    "change.published": _proposer,
    "change.declined": _proposer,
    "report.closed": _reporter,
    "deadline.due": _reminded,
    "deadline.moved": _reminded,
    "deadline.off": _reminded,
}
