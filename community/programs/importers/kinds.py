"""What kind of change an announcement is: a first guess from plain words, for a moderator to correct.

The first rule whose words stand in the title decides; then the first whose words stand in the category; an
announcement that says nothing of the kind is about licences and prices, as most are. Words are English, since
the English text decides; a record that has no English text yet gets the default.
"""

import re

from community.programs.models import Change

Kind = Change.Kind

# Order matters: the retirement of a support plan is an end of life, a new licence API a tool.
TITLE_RULES = [
    (Kind.INCIDENT, r"outage|incident|is(n't| not|n’t) working|known issues?|discrepanc\w+|disruption"),
    (
        Kind.END_OF_LIFE,
        r"retir(e|es|ed|ing|ement)|end[- ]of[- ](life|support|sale)|(discontinu|deprecat|sunset)\w*",
    ),
    (
        Kind.LEGAL,
        r"agreements?|legal|laws?|regulations?|vat|gst|tax(es|ation)?|terms of \w+|privacy|export controls?",
    ),
    (Kind.FEE, r"fees?|surcharges?"),
    (
        Kind.BENEFIT,
        r"benefits?|incentives?|co-op|rebates?|earned credit|rewards?|action pack|internal use rights",
    ),
    (Kind.TIER, r"competenc(y|ies)|speciali[sz]ations?|designations?|requirements?|eligib\w+|enrol\w*"),
    (Kind.CONTACT, r"address change|contact (information|change)|phone number"),
    (Kind.TOOL, r"apis?|sdks?|dashboard"),
    (
        Kind.LICENCE,
        r"pric(e|es|ing)|licen[cs](e|es|ing)|offers?|promo(tion)?s?|skus?|trials?|subscriptions?|discounts?",
    ),
    (Kind.SUPPORT, r"support (plan|request|case|ticket|experience)s?|advisory hours|technical support"),
    (Kind.TOOL, r"portal|insights|connector|report(s|ing)?|user interface|ui|tools?|migration|bulk \w+"),
]
CATEGORY_RULES = [
    (Kind.BENEFIT, r"benefits?|incentives?"),
    (Kind.TIER, r"membership|competenc(y|ies)"),
    (Kind.SUPPORT, r"support|help"),
    (Kind.LICENCE, r"offers?|markets?|pric(e|es|ing)|billing|licen[cs]\w*"),
    (Kind.TOOL, r"capabilit(y|ies)|api|referrals|insights|account settings|customers|action center|security"),
]
DEFAULT = Kind.LICENCE


def guess_kind(title: str, category: str) -> str:
    """A value of ``Change.Kind``."""
    for rules, text in ((TITLE_RULES, title), (CATEGORY_RULES, category)):
        for kind, words in rules:
            if re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE):
                return kind
    return DEFAULT
