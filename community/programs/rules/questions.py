"""Who may ask a vendor, sign, answer officially, and say whether an answer answers."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_ask(user, change) -> None:
    """Raises Refused unless the person may ask the vendor about the change, for their company."""
    _check_speaks_for_a_company(user, change)
    if not change.is_published:
        raise Refused(_("Questions are asked once the change is published."))


def check_can_sign(user, question) -> None:
    """Raises Refused unless the person may put their company behind the question, or take it back."""
    _check_speaks_for_a_company(user, question.change)
    _check_standing(question)
    if question.is_sent:
        raise Refused(_("This question has been sent. It stands as it is, with the companies that signed it."))
    if question.is_settled:
        raise Refused(_("This question has been settled. Ask a new one if something is open."))


def check_can_report_fixed(user, question) -> None:
    """Raises Refused unless the person may say that the matter was mended without a word."""
    _check_speaks_for_a_company(user, question.change)
    _check_standing(question)
    if question.is_settled:
        raise Refused(_("This question has been settled already."))


def check_can_answer(user, change) -> None:
    """Raises Refused unless the person represents the change's vendor."""
    if change.vendor_id not in people.represents(user):
        raise Refused(_("Only representatives of %(vendor)s answer officially.") % {"vendor": change.vendor})
    people.check_is_not_silenced(user)
    if not change.is_published:
        raise Refused(_("Answer once the change is published."))


def check_can_judge(user, question, *, has_signed: bool) -> None:
    """Raises Refused unless the person may say whether an answer answers the question.

    Args:
        has_signed: whether the person's company signed the question.
    """
    _check_standing(question)
    if not (people.is_moderator(user) or (people.is_partner(user) and has_signed)):
        raise Refused(_("Companies that signed the question say whether it is answered, or a moderator."))
    people.check_is_not_silenced(user)
    if question.change.vendor_id in people.represents(user):
        raise Refused(_("You represent the vendor. Those who asked say whether it is answered."))


def check_can_curate(user, question=None) -> None:
    """Raises Refused unless the person may edit, merge, hide and hand over questions: a moderator, or one of the part
    to which this question belongs."""
    if question is None:
        people.check_is_moderator(user)
    else:
        people.check_moderates(user, question)


def _check_speaks_for_a_company(user, change) -> None:
    if not people.is_member(user):
        raise Refused(_("Sign in to ask the vendor."))
    people.check_is_not_silenced(user)
    if change.vendor_id in people.represents(user):
        raise Refused(_("You represent the vendor. Partners ask; you answer."))
    if user.company is None:
        raise Refused(_("Companies ask. Apply as a partner with your company; it takes a minute."))


def _check_standing(question) -> None:
    if question.merged_into_id:
        raise Refused(_("This question has been merged into another one. Sign that one."))
    if question.hidden_at:
        raise Refused(_("A moderator has hidden this question."))
