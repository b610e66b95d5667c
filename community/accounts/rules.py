"""Who somebody is, and what that lets them do with accounts. Every other area asks here."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import handles, masks
from community.accounts.models import FormerHandle, Sanction, User
from community.accounts.models.sanctions import IN_FORCE, InForce, in_force
from community.core.dates import moment_in_words
from community.core.refusals import Refused


def is_member(user) -> bool:
    """Signed in, in whatever role."""
    return user.is_authenticated and user.is_active


def is_partner(user) -> bool:
    """Belongs to a company; moderators and administrators may do what partners may."""
    return is_member(user) and (is_moderator(user) or user.company is not None)


def is_moderator(user) -> bool:
    """Decides about posts and applications; administrators do too."""
    return is_member(user) and user.role in {"moderator", "admin"}


@dataclass(frozen=True)
class Part:
    """The vendors and tags, by their ids, about which somebody decides who is no moderator of all."""

    vendors: frozenset[int] = frozenset()
    tags: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.vendors or self.tags)


def part_of(user) -> Part:
    """What the person moderates, if not all. No query for those who moderate no part; else one or two, once.

    Whoever answers for a vendor does not moderate what is said about it.
    """
    if not is_member(user) or is_moderator(user) or not user.scope_count:
        return Part()
    if not hasattr(user, "part_moderated"):
        scopes = list(user.scopes.all())
        vendors = frozenset(scope.vendor_id for scope in scopes if scope.vendor_id) - represents(user)
        user.part_moderated = Part(vendors, frozenset(scope.tag_id for scope in scopes if scope.tag_id))
    return user.part_moderated


def moderates_a_part(user) -> bool:
    """Decides about what belongs to a vendor or tag, and about nothing else."""
    return bool(part_of(user))


def moderates(user, thing) -> bool:
    """Decides about this thing: a moderator about all, others about what is of their part. One query for those."""
    if is_moderator(user):
        return True
    return moderates_a_part(user) and type(thing).objects.moderated_by(user).filter(pk=thing.pk).exists()


def moderators():
    """Everybody who moderates now, administrators included."""
    return get_user_model().objects.active().filter(role__in=["moderator", "admin"])


def is_admin(user) -> bool:
    """Gives roles, and may use the admin site."""
    return is_member(user) and user.role == "admin"


def is_trusted(user) -> bool:
    """Whose posts are shown at once."""
    return is_member(user) and (is_moderator(user) or user.trusted_at is not None)


def represents(user) -> set[int]:
    """The ids of the vendors that the person may answer for."""
    if not is_member(user):
        return set()
    return {hat.vendor_id for hat in user.hats.all() if hat.doffed_at is None}


def is_representative(user) -> bool:
    """Wears the hat of at least one vendor."""
    return bool(represents(user))


def may_converse(user) -> bool:
    """Partners, representatives and moderators may write; consultants read, and so does who is silenced."""
    return (is_partner(user) or is_representative(user)) and not is_silenced(user)


def sanction_of(user) -> InForce | None:
    """The strictest sanction that the person is under now. One query, unless loaded ``with_sanction()``."""
    if not user.is_authenticated:
        return None
    if not hasattr(user, "sanction_in_force"):
        own = Sanction.objects.about(user).in_force().strictest_first()
        user.sanction_in_force = own.values_list(IN_FORCE, flat=True).first()
    return in_force(user.sanction_in_force)


def is_suspended(user) -> bool:
    """May not sign in now."""
    found = sanction_of(user)
    return found is not None and found.is_suspension


def is_silenced(user) -> bool:
    """Reads and does not write."""
    return sanction_of(user) is not None


def check_is_not_silenced(user) -> None:
    """Raises Refused, with the reason and until when, if the person is silenced. Every rule about writing asks it."""
    found = sanction_of(user)
    if found is None:
        return
    words = {"reason": found.reason, "until": moment_in_words(found.until) if found.until else ""}
    if found.until:
        raise Refused(_("You can read, but not write, until %(until)s. A moderator’s reason: %(reason)s") % words)
    raise Refused(_("You can read, but not write, until a moderator lifts this. The reason: %(reason)s") % words)


def check_can_apply(user) -> None:
    """Raises Refused if the person cannot ask to become a partner."""
    if not is_member(user):
        raise Refused(_("Sign in to apply as a partner."))
    check_is_not_silenced(user)
    if user.company is not None:
        raise Refused(_("You are a partner already, with %(company)s.") % {"company": user.company})
    if user.applications.pending().exists():
        raise Refused(_("Your application is waiting for a moderator. You will hear by mail."))


VOUCHES_A_MONTH = 5  # who knows more applicants than that tells a moderator
A_MONTH = timedelta(days=30)
MOST_ASKED = 5  # by name, for one application: who knows none of five is better off with a moderator


def check_can_ask_to_vouch(application, partner) -> None:
    """Raises Refused unless the applicant may ask that person to vouch."""
    check_is_not_silenced(application.applicant)
    if application.state != "pending":
        raise Refused(_("Your application is decided."))
    if not is_member(partner) or partner.company is None:
        raise Refused(_("This person is not a partner. Ask somebody with a company."))
    _check_is_of_another_company(partner, application)
    asked = application.vouches.exclude(asked_at=None).exclude(voucher=partner)
    if asked.count() >= MOST_ASKED:
        raise Refused(_("You have asked five people. Send the link to others, or wait for a moderator."))


def check_can_vouch(user, application, *, knows: bool = True) -> None:
    """Raises Refused unless the person may say that they know the applicant: a partner of another company, five times
    a month. Saying that one does not know them is not counted.
    """
    if not is_member(user) or user.company is None:
        raise Refused(_("Partners vouch for applicants."))
    check_is_not_silenced(user)
    if application.applicant_id == user.pk:
        raise Refused(_("This is your own application. Others vouch for you."))
    if application.state != "pending":
        raise Refused(_("This is decided. Nobody needs to vouch any more."))
    _check_is_of_another_company(user, application)
    lately = user.vouches.filter(answer="yes", answered_at__gt=timezone.now() - A_MONTH)
    if knows and lately.count() >= VOUCHES_A_MONTH:
        raise Refused(_("You have vouched for five people within a month. Tell a moderator about this one."))


def why_not_vouch(user, application) -> str:
    """What keeps the person from vouching, in a sentence; empty if nothing does."""
    try:
        check_can_vouch(user, application)
    except Refused as refusal:
        return refusal.sentence
    return ""


def _check_is_of_another_company(user, application) -> None:
    if user.company.name.casefold() == application.company_name.strip().casefold():
        raise Refused(_("Whoever vouches belongs to another company than the applicant."))


def check_belongs_to(user, company) -> None:
    """Raises Refused unless the person is one of the company's partners."""
    if not is_member(user) or user.company is None or user.company.pk != company.pk:
        raise Refused(_("Partners of %(company)s keep its page.") % {"company": company})


def check_can_claim(user, company) -> None:
    """Raises Refused unless the person may ask to keep the company's page."""
    check_belongs_to(user, company)
    check_is_not_silenced(user)
    if user.company_claims.filter(company=company, ended_at=None).exclude(state="declined").exists():
        raise Refused(_("You keep this page already, or your claim waits for a moderator."))


def check_can_edit_company(user, company) -> None:
    """Raises Refused unless the person keeps the company's page."""
    check_belongs_to(user, company)
    check_is_not_silenced(user)
    if not user.company_claims.keeping().filter(company=company).exists():
        raise Refused(_("Ask to keep this page first."))


def check_can_end_claim(user, claim) -> None:
    """Raises Refused unless the person may end that somebody keeps a page: the keeper, or a moderator."""
    if is_member(user) and claim.claimant_id == user.pk:
        return
    check_is_moderator(user)


def check_can_ask_for_hat(user, vendor=None) -> None:
    """Raises Refused unless the person may ask to speak for the vendor; without one, for any."""
    if not is_member(user):
        raise Refused(_("Sign in to ask for a vendor’s hat."))
    check_is_not_silenced(user)
    if vendor is not None and user.hats.worn().filter(vendor=vendor).exists():
        raise Refused(_("You speak for %(vendor)s already.") % {"vendor": vendor})


def check_can_doff_hat(user, hat) -> None:
    """Raises Refused unless the person may take the hat off: whoever wears it, or a moderator."""
    if is_member(user) and hat.wearer_id == user.pk:
        return
    check_is_moderator(user)


def check_is_moderator(user) -> None:
    """Raises Refused unless the person moderates, and is not silenced."""
    if not is_moderator(user):
        raise Refused(_("Only moderators may do this."))
    check_is_not_silenced(user)


def check_moderates(user, thing) -> None:
    """Raises Refused unless the person decides about this thing, and is not silenced."""
    if not moderates(user, thing):
        raise Refused(_("Only moderators may do this."))
    check_is_not_silenced(user)


def check_can_take_scope(person, vendor=None) -> None:
    """Raises Refused unless the person may moderate a part: a partner, who does not answer for that vendor."""
    if is_moderator(person):
        raise Refused(_("%(name)s moderates everything already.") % {"name": person.name})
    if not is_partner(person):
        raise Refused(_("Only partners moderate. %(name)s belongs to no verified company.") % {"name": person.name})
    if vendor is not None and vendor.pk in represents(person):
        raise Refused(
            _("%(name)s answers for %(vendor)s, and cannot moderate what is said about it.")
            % {"name": person.name, "vendor": vendor}
        )


def check_handle_is_free(handle: str) -> None:
    """Raises Refused if somebody has this handle or one that looks like it, had it lately, or is somebody to trust."""
    if handles.is_protected(handle):
        raise Refused(
            _("“%(handle)s” could be taken for a vendor or a moderator. Choose another handle.") % {"handle": handle}
        )
    if User.objects.with_handle_like(handle).exists() or FormerHandle.objects.held().like(handle).exists():
        raise Refused(
            _("“%(handle)s” is taken, or looks like one that is. Choose one that differs more.") % {"handle": handle}
        )


def check_can_close_account(user) -> None:
    """Raises Refused while the person moderates: somebody else has to take that role from them first."""
    if not is_member(user):
        raise Refused(_("Sign in to close your account."))
    if user.role != "member":
        raise Refused(_("You moderate here. Ask an administrator to take that role from you, then close the account."))


def check_can_be_trusted(author) -> None:
    """Raises Refused for a pseudonym: trust is given to a name, and the name would show that it was given."""
    if author.is_face:
        raise Refused(_("A pseudonym cannot be trusted: it would show whose it is. Approve the post by itself."))


def check_can_sanction(user, person) -> None:
    """Raises Refused unless the person may warn, silence or suspend somebody, and lift it: no moderator themselves,
    and only administrators an administrator."""
    check_is_moderator(user)
    if masks.is_self(user, person.pk):
        raise Refused(_("This is you. Another moderator decides about it."))
    if is_admin(person) and not is_admin(user):
        raise Refused(_("Only an administrator may do this to an administrator."))
    if person.imported_from:
        raise Refused(_("This person has no account here."))
