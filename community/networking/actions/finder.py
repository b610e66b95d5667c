"""Putting a company into the partner finder, and passing on what customers ask."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from community.accounts.models import Company
from community.accounts.withholding import write_texts
from community.core.jobs import defer
from community.networking import rules
from community.networking.models import Enquiry, EnquiryTaker, FinderEntry

CONFIRM_WITHIN = dt.timedelta(days=3)  # over a weekend
KEPT = dt.timedelta(days=30)  # long enough to send a mail again, and to ask what became of it
SALT = "networking.enquiry"


@transaction.atomic
def edit_finder_entry(company: Company, *, by, is_listed: bool, for_customers: str, takers, **said) -> FinderEntry:
    """Say what customers find of a company, and whether they find it. What is withheld stays so.

    Args:
        takers: the people of the company to whom enquiries are mailed; others are left out.
        said: countries, shows_programs, shows_skills.
    Raises:
        Refused: the person does not keep the page of the company.
    """
    company = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    rules.check_can_edit_finder_entry(by, company)
    entry, _made = FinderEntry.objects.update_or_create(company=company, defaults={"is_listed": is_listed, **said})
    write_texts(company, for_customers=for_customers)
    entry.takers.exclude(person__in=takers).delete()
    EnquiryTaker.objects.bulk_create(
        [EnquiryTaker(entry=entry, person=person) for person in takers if person.company == company],
        ignore_conflicts=True,
    )
    return entry


@transaction.atomic
def send_enquiry(company: Company, *, name: str, email: str, message: str, language: str) -> Enquiry:
    """Keep what a customer asks and mail them a link. The company hears of it once that is used.

    Raises:
        Refused: the company takes no enquiries now.
    """
    rules.check_takes_enquiries(company)
    given = {"name": name, "email": email, "message": message, "language": language}
    enquiry = Enquiry.objects.create(company=company, **given)
    defer("networking.mail_enquiry_link", enquiry_id=enquiry.pk)
    return enquiry


def enquiry_of(token: str) -> Enquiry | None:
    """The enquiry that the link in a mail names; None if it is older than three days, or no link of ours."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return Enquiry.objects.select_related("company").filter(pk=pk).first()


@transaction.atomic
def confirm_enquiry(enquiry: Enquiry) -> bool:
    """The mail address is right: the enquiry is mailed to the company's people. False if it was before.

    Raises:
        Refused: the company takes no enquiries now.
    """
    company = Company.objects.select_for_update(no_key=True).get(pk=enquiry.company_id)  # counted one after the other
    enquiry = Enquiry.objects.select_for_update(no_key=True).get(pk=enquiry.pk)
    if enquiry.confirmed_at is not None:
        return False
    rules.check_takes_enquiries(company)
    enquiry.confirmed_at = timezone.now()
    enquiry.save(update_fields=["confirmed_at"])
    for taker in EnquiryTaker.objects.at_their_company().filter(entry__company=company):
        defer("networking.mail_enquiry", enquiry_id=enquiry.pk, taker_id=taker.pk)
    return True


def mail_enquiry_link(enquiry: Enquiry) -> None:
    """Mail its sender the link. Nothing that they typed is in it: the address may be somebody else's."""
    link = settings.SITE_URL + reverse("enquiry_confirm", args=[signing.dumps(enquiry.pk, salt=SALT)])
    with override(enquiry.language):
        _mail("enquiry_confirm", {"enquiry": enquiry, "link": link}, to=enquiry.email)


def mail_enquiry(enquiry: Enquiry, *, taker: EnquiryTaker) -> None:
    """Mail an enquiry to one of the company's people. An answer goes to the customer."""
    manage = settings.SITE_URL + reverse("finder_edit", args=[enquiry.company.slug])
    _mail("enquiry", {"enquiry": enquiry, "manage": manage}, to=taker.person.email, reply_to=[enquiry.email])


@transaction.atomic
def forget_enquiries() -> int:
    """Remove what nobody confirmed in time, and what is older than 30 days. Returns how many."""
    now = timezone.now()
    late, _rows = Enquiry.objects.filter(confirmed_at=None, created_at__lt=now - 2 * CONFIRM_WITHIN).delete()
    old, _rows = Enquiry.objects.filter(created_at__lt=now - KEPT).delete()
    return late + old


def _mail(template: str, context: dict, *, to: str, **heads) -> None:
    context = context | {"site_url": settings.SITE_URL}
    subject, body = (
        render_to_string(f"networking/mails/{template}_{part}.txt", context) for part in ("subject", "message")
    )
    EmailMessage(" ".join(subject.split()), body.strip(), to=[to], **heads).send()
