"""Who is told of an activity, and why. The only question here is "who?"."""

import datetime as dt

from django.utils import timezone

from community.accounts import masks
from community.accounts.models import (
    CompanyClaim,
    Hat,
    HatRequest,
    PartnerApplication,
    Sanction,
    User,
    Vouch,
    WithheldText,
)
from community.activity.models import Activity
from community.forum import queries as forum
from community.forum.models import Bookmark, Post, Thread
from community.moderation.models import Appeal, Report
from community.networking import queries as networking
from community.networking.models import ContactRoute, Introduction, Message
from community.notifications.models import Ladder, Reminder
from community.notifications.news import REASONS
from community.notifications.recipients import events, groups, peers
from community.programs import queries as programs
from community.programs.models import Change, ChangeRevision, ChangeStep, OfficialAnswer, Question, Signature

OLD_NEWS = dt.timedelta(days=30)  # a step that long ago completes the record, and is news for nobody


def recipients_for(activity: Activity) -> dict[int, str]:
    """The ids of those to tell, each with the kind of notification. The actor is never among them.

    Where a pseudonym is concerned or acts, that is its person.
    Somebody concerned in two ways is told once, for the weightier reason.
    """
    find = WHO.get(activity.verb)
    told = find(activity) if find else {}
    but = [activity.actor_id, *_told_by_an_answer(activity), None]
    behind = masks.people_behind([*told, *but])
    but = {behind.get(pk, pk) for pk in but}
    told = {behind.get(pk, pk): kind for pk, kind in told.items()}
    return {pk: kind for pk, kind in told.items() if pk not in but}


# What becomes of a declined thing whose author was right to appeal.
AFTER_APPEALS = {"post.approved", "application.approved", "claim.granted", "hat.granted", "change.published"}


def _told_by_an_answer(activity: Activity) -> list[int]:
    """Who hears of it by the answer to their appeal, and not once more."""
    if activity.verb not in AFTER_APPEALS:
        return []
    about = {"decision__target_kind": activity.target_kind, "decision__target_id": activity.target_id}
    overturned = Appeal.objects.filter(outcome=Appeal.Outcome.OVERTURNED, is_reversed=True, **about)
    return list(overturned.values_list("appellant", flat=True))


def _conversation(activity: Activity) -> dict[int | None, str]:
    """Later entries win: an answer to one's own post is said before a new post in one's thread."""
    concerned = ("author", "thread__change", "thread__circle", "thread__author", "parent__author")
    post = Post.objects.published().select_related(*concerned).filter(pk=activity.target_id).first()
    if post is None:
        return {}
    told: dict[int | None, str] = {}
    if post.number == 1 and post.thread.circle_id:
        told |= dict.fromkeys(networking.watchers_of_circle(post.thread.circle_id), "post.in_your_group")
    told |= dict.fromkeys(forum.watchers_of(post.thread), "post.in_watched_thread")
    if post.thread.author:
        told[masks.person_of(post.thread.author).pk] = "post.in_your_thread"
    mentioned = User.objects.filter(handle__in=post.mentions).values_list("pk", flat=True)
    told |= dict.fromkeys(mentioned, "post.mentions_you")
    if post.parent:
        told[masks.person_of(post.parent.author).pk] = "post.answers_you"
    told.pop(masks.person_of(post.author).pk, None)
    for pk in forum.who_mute(post.thread, told):
        told.pop(pk)
    for pk in networking.who_block(post.author_id, told):
        told.pop(pk)
    readers = forum.readers_of(post, [pk for pk in told if pk])
    return {pk: kind for pk, kind in told.items() if pk in readers}


def _approved(activity: Activity) -> dict[int | None, str]:
    """An approved post is news for its author and, only now, for those it answers."""
    return _conversation(activity) | _author(activity)


def _author(activity: Activity) -> dict[int | None, str]:
    here = Post.objects.filter(pk=activity.target_id, author__imported_from="")  # the others cannot be told
    return {here.values_list("author", flat=True).first(): activity.verb}


def _moved_authors(activity: Activity) -> dict[int | None, str]:
    """Whose posts were moved, as far as they may read them where they are now."""
    post = Post.objects.select_related("thread__change").filter(pk=activity.target_id).first()
    if post is None:
        return {}
    authors = activity.facts.get("authors", [])
    behind = masks.people_behind(authors)
    told = User.objects.filter(pk__in=[behind.get(pk, pk) for pk in authors], imported_from="")
    ids = set(told.values_list("pk", flat=True))
    return dict.fromkeys(ids & forum.readers_of(post, ids), activity.verb)


def _applicant(activity: Activity) -> dict[int | None, str]:
    applicant = PartnerApplication.objects.filter(pk=activity.target_id).values_list("applicant", flat=True).first()
    return {applicant: activity.verb}


def _hat_requester(activity: Activity) -> dict[int | None, str]:
    return {HatRequest.objects.filter(pk=activity.target_id).values_list("requester", flat=True).first(): activity.verb}


def _voucher(activity: Activity) -> dict[int | None, str]:
    return {Vouch.objects.filter(pk=activity.target_id).values_list("voucher", flat=True).first(): activity.verb}


def _claimant(activity: Activity) -> dict[int | None, str]:
    return {
        CompanyClaim.objects.filter(pk=activity.target_id).values_list("claimant", flat=True).first(): activity.verb
    }


def _wearer(activity: Activity) -> dict[int | None, str]:
    return {Hat.objects.filter(pk=activity.target_id).values_list("wearer", flat=True).first(): activity.verb}


def _proposer(activity: Activity) -> dict[int | None, str]:
    proposer = Change.objects.filter(pk=activity.target_id).values_list("proposed_by", flat=True).first()
    return {proposer: activity.verb}


def _signers(activity: Activity) -> dict[int | None, str]:
    """Who signed the question for a company, as far as they may still see it."""
    signers = Signature.objects.filter(question=activity.target_id).values_list("member", flat=True)
    return _who_see_question(activity, dict.fromkeys(signers, activity.verb))


def _question_sent(activity: Activity) -> dict[int | None, str]:
    """Those who signed, and whoever represents the vendor."""
    hats = Hat.objects.filter(vendor__changes__questions=activity.target_id, doffed_at=None)
    vendors = dict.fromkeys(hats.values_list("wearer", flat=True), "question.for_your_vendor")
    return _signers(activity) | _who_see_question(activity, vendors)


def _asker(activity: Activity) -> dict[int | None, str]:
    asker = Question.objects.filter(pk=activity.target_id).values_list("asked_by", flat=True).first()
    return {asker: activity.verb}


def _answerer(activity: Activity) -> dict[int | None, str]:
    author = OfficialAnswer.objects.filter(pk=activity.target_id).values_list("author", flat=True).first()
    return {author: activity.verb}


def _who_see_question(activity: Activity, told: dict[int | None, str]) -> dict[int | None, str]:
    """One query for each person; ten companies are about ten people."""
    people = User.objects.filter(pk__in=told, is_active=True).with_company()
    seen = Question.objects.filter(pk=activity.target_id, merged_into=None)
    sees = {person.pk for person in people if seen.visible_to(person).exists()}
    return {pk: kind for pk, kind in told.items() if pk in sees}


def _moved(activity: Activity) -> dict[int | None, str]:
    """A step is news for all who follow, unless it was recorded long after."""
    step = ChangeStep.objects.filter(pk=activity.facts.get("step")).first()
    if step is None or step.happened_on < timezone.localdate(activity.created_at) - OLD_NEWS:
        return {}
    return _followers(activity)


def _revised(activity: Activity) -> dict[int | None, str]:
    """A correction that makes a difference is news; a typo, the polishing of a draft, and what a step of the same
    moment tells, are not."""
    if activity.facts.get("told_by_step"):
        return {}
    revision = ChangeRevision.objects.filter(pk=activity.facts.get("revision"), is_substantive=True)
    return _followers(activity) if revision.exists() else {}


def _published(activity: Activity) -> dict[int | None, str]:
    """Other words for whoever proposed it than for those who follow what it is about; of many that are published
    together only the former are told one by one."""
    return (_followers(activity) if not activity.facts.get("together") else {}) | _proposer(activity)


def _published_together(activity: Activity) -> dict[int | None, str]:
    """Who follows any of them, once for all. Three queries for however many."""
    return dict.fromkeys(programs.followers_of_any(activity.facts.get("changes", [])), activity.verb)


def _followers(activity: Activity) -> dict[int | None, str]:
    """Who follows a change and may read it, each for their weightiest reason. Four queries for however many.

    Of a rumour that stands in no list only those hear who watch or proposed it.
    """
    change = Change.objects.filter(pk=activity.target_id).first()
    if change is None or not change.is_published:
        return {}
    reasons = programs.followers(change)
    if change.is_rumour and not change.listed_at:
        reasons = {pk: reason for pk, reason in reasons.items() if reason == "watching"}
    if change.proposed_by_id:
        reasons[change.proposed_by_id] = "proposer"
    readers = programs.readers_of(change, reasons)
    return {pk: f"{activity.verb}.{reason}" for pk, reason in reasons.items() if pk in readers and reason in REASONS}


def _reporter(activity: Activity) -> dict[int | None, str]:
    reporter = Report.objects.filter(pk=activity.target_id).values_list("reporter", flat=True).first()
    return {reporter: activity.verb}


def _owners(activity: Activity) -> dict[int | None, str]:
    """Whose the reported thing is: its author, or everybody of the company."""
    match activity.target_kind:
        case "post":
            return _author(activity)
        case "thread":
            return {
                Thread.objects.filter(pk=activity.target_id).values_list("author", flat=True).first(): activity.verb
            }
        case "change":
            return _proposer(activity)
        case "contactroute":
            added = ContactRoute.objects.filter(pk=activity.target_id)
            return {added.values_list("added_by", flat=True).first(): activity.verb}
        case "group":
            return dict.fromkeys(networking.organisers_of(activity.target_id), activity.verb)
        case "event":
            return events.organisers(activity)
        case "message":
            return {
                Message.objects.filter(pk=activity.target_id).values_list("author", flat=True).first(): activity.verb
            }
        case "introduction":
            asked = Introduction.objects.filter(pk=activity.target_id)
            return {asked.values_list("requester", flat=True).first(): activity.verb}
        case "teamingentry":
            return peers.poster(activity)
    text = WithheldText.objects.filter(pk=activity.target_id).first()
    if text is None or text.person_id:
        return {text and text.person_id: activity.verb}
    people = User.objects.filter(membership__company=text.company_id, is_active=True)
    return dict.fromkeys(people.values_list("pk", flat=True), activity.verb)


def _sanctioned(activity: Activity) -> dict[int | None, str]:
    return {Sanction.objects.filter(pk=activity.target_id).values_list("person", flat=True).first(): activity.verb}


def _appellant(activity: Activity) -> dict[int | None, str]:
    return {Appeal.objects.filter(pk=activity.target_id).values_list("appellant", flat=True).first(): activity.verb}


def _starter(activity: Activity) -> dict[int | None, str]:
    here = Thread.objects.filter(pk=activity.target_id, author__imported_from="")  # the others cannot be told
    return {here.values_list("author", flat=True).first(): activity.verb}


def _masked(activity: Activity) -> dict[int | None, str]:
    return {masks.owner_of(activity.target_id): activity.verb}


def _keeper(activity: Activity) -> dict[int | None, str]:
    """Whoever keeps the post, as long as they may read it."""
    bookmark = Bookmark.objects.select_related("member").filter(pk=activity.target_id, member__is_active=True).first()
    if bookmark is None or not Bookmark.objects.visible_to(bookmark.member).filter(pk=bookmark.pk).exists():
        return {}
    return {bookmark.member_id: activity.verb}


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
    "post.moved": _moved_authors,
    "application.approved": _applicant,
    "application.declined": _applicant,
    "claim.granted": _claimant,
    "claim.declined": _claimant,
    "claim.ended": _claimant,
    "vouch.asked_for": _voucher,
    "hat.granted": _hat_requester,
    "hat.declined": _hat_requester,
    "hat.doffed": _wearer,
    "change.published": _published,
    "vendor.changes_published": _published_together,
    "change.moved": _moved,
    "change.revised": _revised,
    "change.listed": _followers,
    "change.declined": _proposer,
    "question.sent": _question_sent,
    "question.answered": _signers,
    "question.fixed": _signers,
    "question.hidden": _asker,
    "answer.hidden": _answerer,
    "sanction.imposed": _sanctioned,
    "sanction.lifted": _sanctioned,
    "appeal.upheld": _appellant,
    "appeal.overturned": _appellant,
    "thread.locked": _starter,
    "mask.lifted": _masked,
    "report.closed": _reporter,
    "reported.withheld": _owners,
    "reported.hidden": _owners,
    "reported.restored": _owners,
    "bookmark.due": _keeper,
    "deadline.due": _reminded,
    "deadline.moved": _reminded,
    "deadline.off": _reminded,
    **peers.WHO,
    **groups.WHO,
    **events.WHO,
}
