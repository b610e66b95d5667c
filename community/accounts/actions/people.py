"""What people do with accounts and companies."""

from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.accounts import masks, rules
from community.accounts.handles import IMPORTED
from community.accounts.models import (
    Company,
    FacetFields,
    Membership,
    PartnerApplication,
    PersonalFacets,
    Sanction,
    User,
    VerificationEvidence,
    VerifiedHow,
)
from community.activity.actions import record
from community.core.refusals import Refused

# Mail providers that anybody can join: such a domain says nothing about a company.
PUBLIC_MAIL_DOMAINS = frozenset(
    [
        "aol.com",
        "bluewin.ch",
        "free.fr",
        "freenet.de",
        "fastmail.com",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hey.com",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "libero.it",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "outlook.de",
        "pm.me",
        "posteo.de",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "seznam.cz",
        "t-online.de",
        "tuta.com",
        "web.de",
        "wp.pl",
        "yahoo.com",
        "yahoo.de",
        "yandex.com",
        "zoho.com",
    ]
)


@transaction.atomic
def apply_as_partner(
    *, applicant, company_name: str, website: str, country: str, size: str, message: str,
    private_url: str = "",
) -> PartnerApplication:  # fmt: skip
    """Ask to become a partner. Approved at once where the mail domain belongs to a verified company.

    Args:
        message, private_url: how it can be checked; only moderators read it, and it is kept apart.
    Raises:
        Refused: a partner already, or an application is waiting.
    """
    rules.check_can_apply(applicant)
    applicant = User.objects.select_for_update(no_key=True).get(pk=applicant.pk)
    rules.check_can_apply(applicant)  # anew: a form that was sent twice has waited for the lock
    application = PartnerApplication.objects.create(
        applicant=applicant, company_name=company_name, website=website, country=country, size=size
    )
    VerificationEvidence.objects.create(owner=applicant, application=application, text=message, url=private_url)
    record("application.made", actor=applicant, target=application)
    company = company_by_mail(applicant)
    if company:
        approve_application(application, company=company, by=None, how=VerifiedHow.MAIL)
        application.refresh_from_db()
    return application


@transaction.atomic
def approve_application(
    application: PartnerApplication, *, by, company: Company | None = None, email_domain: str = "",
    how: str = VerifiedHow.MODERATOR,
) -> bool:  # fmt: skip
    """Make the applicant a partner. False if the application is decided already.

    Args:
        company: the company joined; without it the one of that name, or a new one.
        email_domain: colleagues with a verified address there will be approved at once.
        how: by whose word.
    Raises:
        Refused: the domain is not that of the applicant's verified address.
    """
    application = PartnerApplication.objects.select_for_update(no_key=True).get(pk=application.pk)
    if application.state != PartnerApplication.State.PENDING:
        return False
    if email_domain and email_domain != verified_domain(application.applicant):
        raise Refused(_("The applicant has no verified address @%(domain)s.") % {"domain": email_domain})
    company = company or _company_named(application, how)
    if email_domain:
        _give_domain(company, email_domain)
    Membership.objects.get_or_create(user=application.applicant, defaults={"company": company})
    _decide(application, PartnerApplication.State.APPROVED, "", how)
    record("application.approved", actor=by, target=application, how=str(how))
    return True


@transaction.atomic
def decline_application(application: PartnerApplication, *, by, reason: str) -> bool:
    """Turn an application down with a reason. False if it is decided already."""
    application = PartnerApplication.objects.select_for_update(no_key=True).get(pk=application.pk)
    if application.state != PartnerApplication.State.PENDING:
        return False
    _decide(application, PartnerApplication.State.DECLINED, reason, VerifiedHow.MODERATOR)
    record("application.declined", actor=by, target=application)
    return True


@transaction.atomic
def tell_facets(member, *, roles, countries, size: str) -> FacetFields:
    """Write down what the member's company does, where and with how many people; without a company, the member.

    Returns:
        The row of the company or of the member, locked until the transaction ends.
    """
    if member.company is not None:
        facets = Company.objects.select_for_update(no_key=True).get(pk=member.company.pk)
    else:
        PersonalFacets.objects.get_or_create(member=member)
        facets = PersonalFacets.objects.select_for_update(no_key=True).get(member=member)
    facets.roles, facets.countries, facets.size = sorted(roles), sorted(countries), size
    facets.facets_changed_by, facets.facets_changed_at = member, timezone.now()
    facets.save(update_fields=["roles", "countries", "size", "facets_changed_by", "facets_changed_at"])
    return facets


def switch_keys(member, *, on: bool) -> bool:
    """Let single keys do something on the member's pages, or not. False if that is how it was."""
    changed = User.objects.filter(pk=member.pk, keys_off=on).update(keys_off=not on)
    member.keys_off = not on
    return bool(changed)


@transaction.atomic
def trust(author) -> bool:
    """The person's posts are shown at once from now on. False if they were already.

    Raises:
        Refused: it is a pseudonym, whose person would be known by it.
    """
    rules.check_can_be_trusted(author)
    if author.trusted_at is not None:
        return False
    author.trusted_at = timezone.now()
    author.save(update_fields=["trusted_at"])
    return True


@transaction.atomic
def stand_in(people: dict[str, str], *, imported_from: str) -> dict[str, User]:
    """An account for each person of another community, by the keys given, which are of that community.

    Nobody can sign in as them, nobody can write to them, and their handles are of a kind that nobody may choose.

    Args:
        people: names by key; a key gives the same handle wherever it is free.
    """
    handles = _free_handles(people, imported_from)
    made = [
        User(
            email=None, handle=handles[key], name=name, password=make_password(None), is_active=False,
            imported_from=imported_from,
        )
        for key, name in people.items()
    ]  # fmt: skip
    return dict(zip(people, User.objects.bulk_create(made), strict=True))


def verified_domain(user) -> str:
    """The domain of the person's verified e-mail address, or empty where it says nothing."""
    address = EmailAddress.objects.filter(user=user, verified=True, primary=True).first()
    domain = address.email.rpartition("@")[2].lower() if address else ""
    return "" if domain in PUBLIC_MAIL_DOMAINS else domain


def company_by_mail(user) -> Company | None:
    """The verified company to which the domain of the person's verified address belongs."""
    domain = verified_domain(user)
    if not domain:
        return None
    return Company.objects.filter(email_domain=domain, verified_at__isnull=False).first()


def _free_handles(people: dict[str, str], imported_from: str) -> dict[str, str]:
    """A handle for each that nobody has: of the name if possible, else with digits that come from the key."""
    handles: dict[str, str] = {}
    attempt = 0
    while wanting := [key for key in people if key not in handles]:
        wished = {key: _imported_handle(people[key], f"{imported_from}/{key}", attempt) for key in wanting}
        taken = set(User.objects.filter(handle__in=wished.values()).values_list("handle", flat=True))
        taken.update(handles.values())
        for key, handle in wished.items():
            if handle not in taken:
                handles[key] = handle
                taken.add(handle)
        attempt += 1
    return handles


def _imported_handle(name: str, whose: str, attempt: int) -> str:
    word = slugify(name).replace("_", "-").strip("-") or "somebody"
    if attempt == 0:
        return f"{IMPORTED}{word[:11].rstrip('-')}"
    digits = sha256(f"{whose}/{attempt}".encode()).hexdigest()[: min(4 + attempt, 11)]
    return f"{IMPORTED}{word[: 10 - len(digits)]}-{digits}"[:20] if len(digits) < 9 else f"{IMPORTED}{digits[:11]}"


def _company_named(application: PartnerApplication, how: str) -> Company:
    existing = Company.objects.filter(name__iexact=application.company_name).first()
    if existing:
        if existing.verified_at is None:
            existing.verified_at, existing.verified_how = timezone.now(), how
            existing.save(update_fields=["verified_at", "verified_how"])
        return existing
    return Company.objects.create(
        name=application.company_name,
        slug=_free_slug(application.company_name),
        country=application.country,
        size=application.size,
        website=application.website,
        verified_at=timezone.now(),
        verified_how=how,
    )


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "company"
    taken = set(Company.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2)) if slug not in taken
    )


def _give_domain(company: Company, domain: str) -> None:
    """The company's mail domain from now on, unless it has one or another company has this one."""
    if company.email_domain or Company.objects.filter(email_domain=domain).exists():
        return
    company.email_domain = domain
    company.save(update_fields=["email_domain"])


def _decide(application: PartnerApplication, state: str, reason: str, how: str) -> None:
    application.state = state
    application.how = how
    application.reason = reason
    application.decided_at = timezone.now()
    application.save(update_fields=["state", "how", "reason", "decided_at"])


@transaction.atomic
def impose_sanction(person: User, *, by: User, kind: str, reason: str, lasts: timedelta | None = None, seen=None):
    """Warn, silence or suspend somebody. Who is suspended is signed out everywhere. A pseudonym stands for its person.

    Args:
        lasts: how long; None until it is lifted. A warning does not last.
        seen: the id of the latest sanction that ``by`` knew of, 0 for none; None if nobody looked.
    Returns:
        The sanction; None if somebody else has imposed one meanwhile.
    Raises:
        Refused: the person may not.
    """
    rules.check_can_sanction(by, person)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    latest = person.sanctions.order_by("-pk").first()
    if seen is not None and seen != (latest.pk if latest else 0):
        return None
    until = timezone.now() + lasts if lasts and kind != Sanction.Kind.WARN else None
    sanction = Sanction.objects.create(person=person, kind=kind, reason=reason, given_by=by, until=until)
    if kind == Sanction.Kind.SUSPEND:
        end_sessions(masks.person_of(person))
    record("sanction.imposed", actor=by, target=sanction)
    return sanction


@transaction.atomic
def lift_sanction(sanction: Sanction, *, by: User) -> bool:
    """End it before its time. False if it is over or lifted already.

    Raises:
        Refused: the person may not.
    """
    rules.check_can_sanction(by, sanction.person)
    sanction = Sanction.objects.select_for_update(of=["self"]).select_related("person").get(pk=sanction.pk)
    if not sanction.is_in_force:
        return False
    sanction.lifted_by, sanction.lifted_at = by, timezone.now()
    sanction.save(update_fields=["lifted_by", "lifted_at"])
    record("sanction.lifted", actor=by, target=sanction)
    return True


def end_sessions(person: User) -> int:
    """Sign somebody out on every device. Returns how many sessions that were."""
    sessions = UserSession.objects.filter(user=person)
    ended, _details = Session.objects.filter(pk__in=sessions.values("session_key")).delete()
    sessions.delete()
    return ended
