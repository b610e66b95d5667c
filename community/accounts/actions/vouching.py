"""Becoming a partner by the word of two others."""

from django.db import transaction
from django.utils import timezone

from community.accounts import rules
from community.accounts.actions.people import approve_application
from community.accounts.models import PartnerApplication, User, VerifiedHow, Vouch
from community.activity.actions import record

COMPANIES_NEEDED = 2  # product.md 2: one may do a friend a favour


@transaction.atomic
def ask_to_vouch(application: PartnerApplication, *, partner: User) -> bool:
    """The applicant asks a certain partner, who is told. False if they were asked already.

    Raises:
        Refused: the application is decided, enough were asked, or this person cannot vouch for it.
    """
    application = _locked(application)
    rules.check_can_ask_to_vouch(application, partner)
    vouch, _made = Vouch.objects.get_or_create(application=application, voucher=partner)
    if vouch.asked_at is not None or vouch.answer:
        return False
    vouch.asked_at = timezone.now()
    vouch.save(update_fields=["asked_at"])
    record("vouch.asked_for", actor=application.applicant, target=vouch)
    return True


@transaction.atomic
def answer_vouch(application: PartnerApplication, *, voucher: User, knows: bool) -> bool:
    """A partner says whether they know that the applicant works there. Two companies that do make them a partner.

    Returns:
        False if this person has answered already: what was said stays.
    Raises:
        Refused: the person cannot vouch for this application.
    """
    User.objects.select_for_update(no_key=True).get(pk=voucher.pk)  # or many forms at once would pass the limit
    application = _locked(application)
    if Vouch.objects.filter(application=application, voucher=voucher).exclude(answer="").exists():
        return False
    rules.check_can_vouch(voucher, application, knows=knows)
    Vouch.objects.update_or_create(
        application=application, voucher=voucher,
        defaults={"answer": "yes" if knows else "no", "company": voucher.company, "answered_at": timezone.now()},
    )  # fmt: skip
    if knows and vouching_companies(application) >= COMPANIES_NEEDED:
        approve_application(application, by=None, how=VerifiedHow.VOUCHED)
    return True


def vouching_companies(application: PartnerApplication) -> int:
    """How many companies vouch for it now: the word of somebody who is suspended or silenced does not count."""
    return Vouch.objects.that_count().filter(application=application).values("company").distinct().count()


def _locked(application: PartnerApplication) -> PartnerApplication:
    return PartnerApplication.objects.select_for_update(no_key=True).get(pk=application.pk)
