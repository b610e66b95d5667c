"""In words: whether a change touches the reader and which facet decided; and the answers of the census."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.models import CompanySize, PartnerRole
from community.programs.models import EffectReport
from community.programs.queries.census import NOT_TOLD

register = template.Library()

CAPTIONS = {
    "cost": gettext_lazy("Cost a year"), "customers": gettext_lazy("Customers hit"), "plan": gettext_lazy("Plan"),
}  # fmt: skip

MOST_COUNTRIES = 4  # in one chip; the page of the change names them all
ANSWERS = {
    "cost": dict(EffectReport.Cost.choices),
    "customers": dict(EffectReport.Customers.choices),
    "plan": dict(EffectReport.Plan.choices),
}


@register.filter
def touch_words(change) -> str:
    """ "Touches you: you hold Gold in X", of a change that was loaded ``with_touch``."""
    match change.touch:
        case "yes":
            return _("Touches you: you hold %(held)s") % {"held": _held(change)}
        case "maybe":
            return _("Maybe: %(why)s") % {"why": _unknown(change)}
    return _("Not you: %(why)s") % {"why": _missed(change)}


@register.filter
def touch_short(change) -> str:
    """The same for a row, where there is little room: "Touches you: Gold"."""
    if change.touch == "yes":
        names = dict.fromkeys(row["tier"] or row["program"] for row in _deciding(change))
        return _("Touches you: %(held)s") % {"held": ", ".join(names) or change.vendor}
    return touch_words(change)


@register.simple_tag
def census_tables(census) -> list[dict]:
    """The tables of a census, ready to be drawn; the reader's own answers are marked."""
    return [
        {"caption": CAPTIONS[question], "rows": [_bar(question, bar, bars, census.mine) for bar in bars if bar.count]}
        for question, bars in census.tables.items()
    ]


def _bar(question: str, bar, bars, mine: dict | None) -> dict:
    words = {**ANSWERS[question], NOT_TOLD: _("not told")}
    return {
        "words": _(" or ").join(str(words[answer]) for answer in bar.answers),
        "count": bar.count,
        "percent": 100 * bar.count // max(each.count for each in bars),
        "is_mine": mine is not None and mine[question] in bar.answers,
    }


def _deciding(change) -> list[dict]:
    """What the reader holds that decided."""
    rows = change.touch_held
    if change.touch_facet == "tier":
        wanted = {tier["id"] for tier in change.touch_tiers}
        rows = [row for row in rows if row["tier_id"] in wanted]
    elif change.touch_facet == "program":
        named = {program.pk for program in change.programs.all()}
        rows = [row for row in rows if row["program_id"] in named]
    return rows


def _held(change) -> str:
    rows = _deciding(change)
    if not rows:
        return _("a program it names")
    return ", ".join(_("%(tier)s in %(program)s") % row if row["tier"] else row["program"] for row in rows)


def _unknown(change) -> str:
    match change.touch_facet:
        case "program" | "vendor":
            return _("your programs are not told")
        case "tier":
            return _("it is for %(tiers)s, and your tier is not told") % {"tiers": _tiers(change)}
        case "role":
            return _("it is for %(roles)s, and what you do is not told") % {"roles": _roles(change)}
        case "country":
            return _("it is for %(countries)s, and your countries are not told") % {"countries": _countries(change)}
    return _("the sizes are %(sizes)s, and yours is not told") % {"sizes": _sizes(change)}


def _missed(change) -> str:
    match change.touch_facet:
        case "program":
            return _("you are not in its programs")
        case "vendor":
            return _("you are in no program of %(vendor)s") % {"vendor": change.vendor}
        case "tier":
            return _("for %(what)s") % {"what": _tiers(change)}
        case "role":
            return _("for %(what)s") % {"what": _roles(change)}
        case "country":
            return _("for %(what)s") % {"what": _countries(change)}
    return _("for %(what)s") % {"what": _sizes(change)}


def _tiers(change) -> str:
    """Their names, each once: two programs may name their tiers alike."""
    return ", ".join(dict.fromkeys(tier["name"] for tier in change.touch_tiers))


def _roles(change) -> str:
    return ", ".join(str(PartnerRole(role).label) for role in change.audience_roles)


def _countries(change) -> str:
    codes = change.audience_countries
    if len(codes) <= MOST_COUNTRIES:
        return ", ".join(codes)
    return _("%(countries)s and %(count)d more") % {
        "countries": ", ".join(codes[:MOST_COUNTRIES]), "count": len(codes) - MOST_COUNTRIES,
    }  # fmt: skip


def _sizes(change) -> str:
    return ", ".join(str(CompanySize(size).label) for size in change.audience_sizes)
