"""What can be taken back after a decision: one row for each kind of thing that is decided about."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.accounts import actions as accounts
from community.accounts import withholding
from community.accounts.models import Company, CompanyClaim, HatRequest, Membership, PartnerApplication, User
from community.core.columns import columns_of, give_columns
from community.core.refusals import Refused
from community.forum import actions as forum
from community.forum.models import Draft, Post, Thread
from community.moderation import reportable
from community.moderation.models import Notice, Report
from community.networking import actions as networking
from community.networking.models import ContactRoute, Event, Group, Introduction, Message, TeamingEntry
from community.programs import actions as programs
from community.programs.models import Change


@dataclass(frozen=True)
class Undoable:
    """One kind of thing.

    ``columns`` are what a decision changes of its row; ``beside`` gives what it changes besides. Both are kept as they
    were before and after; what is something else than after can no longer be taken back. ``put_back`` gets the thing,
    its columns and all the rest of before. ``lock`` makes others who decide wait. ``knows`` loads, ``path`` leads to
    what else ``put_back`` reads.
    """

    model: type
    columns: tuple[str, ...]
    put_back: Callable
    beside: Callable = lambda thing: {}
    lock: Callable = lambda thing: type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)


def of(thing) -> Undoable:
    """The kind of a thing."""
    return KINDS[thing._meta.model_name]


def state_of(thing) -> dict:
    """All that a decision may change of a thing, and the ids of its open reports, read anew with the thing locked."""
    kind = of(thing)
    kind.lock(thing)
    now = kind.model.objects.get(pk=thing.pk)
    return {"columns": columns_of(now, *kind.columns), "beside": kind.beside(now), "reports": _open_reports(now)}


def _open_reports(thing) -> list[int]:
    if not any(isinstance(thing, kind.model) for kind in reportable.KINDS.values()):
        return []
    return list(Report.objects.open().about(thing).order_by("pk").values_list("pk", flat=True))


def _lock_thread_of(post: Post) -> None:
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)


def _beside_post(post: Post) -> dict:
    """Where it stands, what it says, its text among its author's drafts, and whether its thread is shown."""
    return {
        "place": [post.thread_id, post.number, post.version],
        "draft": Draft.objects.filter(declined_post=post, source=post.source).exists(),
        "is_first": Thread.objects.filter(pk=post.thread_id, published_at=None).exists(),
    }


def _put_post_back(post: Post, columns: dict, beside: dict) -> None:
    forum.put_post_back(post, columns=columns, hides_thread=beside["is_first"])


def _put_change_back(change: Change, columns: dict, beside: dict) -> None:
    if columns["published_at"] is None and Post.objects.filter(thread__change=change).exists():
        raise Refused(_("Members write about this change already. Edit or hide it instead."))
    programs.put_change_back(change, columns=columns)


def _beside_application(application: PartnerApplication) -> dict:
    """The company as it was, and how many people it had besides the applicant."""
    company = Company.objects.filter(name__iexact=application.company_name).first()
    others = Membership.objects.exclude(user=application.applicant_id)
    return {
        "company": columns_of(company, "verified_at", "verified_how", "email_domain") if company else None,
        "colleagues": others.filter(company=company).count() if company else 0,
    }


def _put_application_back(application: PartnerApplication, columns: dict, beside: dict) -> None:
    accounts.reopen_application(application, columns=columns, company=beside["company"])


def _beside_person(of) -> dict:
    """What waits of their texts, and whether there are others."""
    waiting = withholding.waiting_text(of)
    return {
        "waiting": waiting and waiting.pk,
        "says": any(getattr(of, name) for name in withholding.TEXTS[type(of)]),
    }


def _put_texts_back(of, columns: dict, beside: dict) -> None:
    if _beside_person(of) != beside:  # of those that were kept as they were nothing is to be put back
        accounts.put_texts_back(of, waiting=beside["waiting"])


KINDS: dict[str, Undoable] = {
    kind.model._meta.model_name: kind
    for kind in (
        Undoable(
            Post, ("state", "state_reason", "state_changed_at", "hold_rule"), _put_post_back, _beside_post,
            lock=_lock_thread_of,
        ),
        Undoable(
            Thread, ("hidden_at", "is_withheld", "hidden_reason"),
            lambda thread, columns, beside: forum.put_thread_back(thread, columns=columns),
        ),
        Undoable(
            Change, (
                "publication", "declined_reason", "published_at", "moved_at", "support_count", "supported_at",
                "listed_at", "lapsed_at", "state",
            ),
            _put_change_back,
        ),
        Undoable(
            ContactRoute, ("hidden_at", "is_withheld", "hidden_reason"),
            lambda route, columns, beside: networking.put_route_back(route, columns=columns),
        ),
        Undoable(
            Group, ("hidden_at", "is_withheld", "hidden_reason"),
            lambda group, columns, beside: networking.put_group_back(group, columns=columns),
        ),
        Undoable(
            Event, ("hidden_at", "is_withheld", "hidden_reason"),
            lambda event, columns, beside: networking.put_event_back(event, columns=columns),
        ),
        Undoable(
            Message, ("hidden_at", "is_withheld", "hidden_reason"),
            lambda message, columns, beside: networking.put_message_back(message, columns=columns),
        ),
        Undoable(
            Introduction, ("hidden_at", "hidden_reason"),
            lambda introduction, columns, beside: give_columns(introduction, columns),
        ),
        Undoable(
            TeamingEntry, ("hidden_at", "is_withheld", "hidden_reason"),
            lambda entry, columns, beside: give_columns(entry, columns),
        ),
        Undoable(User, (), _put_texts_back, _beside_person),
        Undoable(Company, (), _put_texts_back, _beside_person),
        Undoable(
            PartnerApplication, ("state", "how", "reason", "decided_at"), _put_application_back, _beside_application
        ),
        Undoable(
            HatRequest, ("state", "reason", "decided_at"),
            lambda asked, columns, beside: accounts.reopen_hat_request(asked, columns=columns),
        ),
        Undoable(
            CompanyClaim, ("state", "reason", "decided_at"),
            lambda claim, columns, beside: accounts.reopen_company_claim(claim, columns=columns),
        ),
        Undoable(
            Notice, ("decided_at", "acted_on", "reason"),
            lambda notice, columns, beside: give_columns(notice, columns),
        ),
    )
}  # fmt: skip
