"""What is sent to the forms: something that each of them would take from somebody who may."""

import datetime as dt

from django.utils import timezone

IN_A_MONTH = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
# Two days ahead: tests of the leaks do not travel.
DAY = (timezone.localdate() + dt.timedelta(days=2)).isoformat()
EVENT = {"starts": f"{DAY}T18:00", "ends": f"{DAY}T20:00", "zone": "Europe/Berlin", "place": "Here", "country": "DE",
         "capacity": "5"}  # fmt: skip

# Under the names that fields of this site have; a form takes what it knows.
COMMON = {
    "source": "A text that is long enough for a post.",
    "text": "A text that is long enough for a question?",
    "body": "An answer that is long enough to be one.",
    "title": "A title that is long enough for a thread",
    "reason": "It says so at the source.",  # long enough to look who somebody is
    "note": "Somebody said so.",
    "why": "It says so.",
    "name": "A name",
    "explanation": "It defames somebody.",
    "email": "vera@example.org",
    "good_faith": "on",
    "about": "/about/",
    "word": "teapot",
    "website": "https://nordwind.example/",
    "url": "https://nordwind.example/proof",
    "proof_url": "https://nordwind.example/team",
    "company_name": "Nordwind Partner",
    "country": "DE",
    "size": "2-10",
    "level": "watching",
    "on": "2026-11-01",
    "q": "renewal",
    "query": "kind=fee",
    "lasts": "24h",
    "version": "1",
    "base": "0",
    "posts": "stay",
    "from": "2026-11-01",
    "answer": "yes",
    "decision": "decline_post",
    "language": "en",
    "give": "helpful",
    "number": "1",
    "tags": "renewal",
}
# Where the same name means something else.
PARTS = ("skills", "can_help", "looking_for", "capacity", "languages", "countries", "programs", "ties")
OF: dict[str, dict] = {
    "accounts/peers/profile/": {
        "can_help": "Renewals",
        "ties-TOTAL_FORMS": "0",
        "ties-INITIAL_FORMS": "0",
        **{f"shown_{part}": "members" for part in PARTS},
    },
    "t/new/": {"kind": "discussion"},
    "t/<ref>/change/": {"kind": "question"},
    "t/<ref>/split/": {"kind": "discussion", "numbers": "2"},
    "t/<ref>/merge/": {"into": "1"},
    "t/<ref>/<number>/move/": {"into": "1"},
    "t/<ref>/<number>/report/": {"reason": "spam"},
    "report/<kind>/<pk>/": {"reason": "illegal"},
    "moderation/people/<handle>/sanction/": {"kind": "silence"},
    "moderation/together/<kind>/": {"decision": "approve", "case": "post-1:held.1"},
    "moderation/posts/<pk>/decline-and-block/": {"sanction": "silence"},
    "moderation/reasons/": {"decision": "decline_post"},
    "accounts/profile/": {"handle": "somebody", "about": "About me."},
    "people/<handle>/introduction/": {"blurb": "A need that is long enough.", "about": "", "contact": "Ring twice"},
    "accounts/peers/": {"followers_shown_to": "me", "takes_offers": "no", "written_by": "known", "rounds": "month"},
    "rounds/<pk>/answer/": {"answer": "good"},
    "groups/new/": {"description": "What it is for.", "admission": "open", "members_shown_to": "site"},
    "groups/<ref>/edit/": {"description": "What it is for.", "admission": "request", "members_shown_to": "site"},
    "groups/<ref>/end/": {"sure": "1"},
    "groups/<ref>/members/": {"person": "zara"},
    "groups/<ref>/events/new/": EVENT,
    "events/<pk>/edit/": EVENT,
    "events/<pk>/answer/": {"comes": "1"},
    "conversations/new/": {"to": "zara", "title": ""},
    "conversations/<pk>/people/": {"to": "zara"},
    "introductions/<pk>/accept/": {"contact": "Ring twice"},
    "vendors/<slug>/contacts/new/": {
        "kind": "form",
        "purpose": "support",
        "address": "https://help.example/",
        "what_for": "Faults",
    },
    "contacts/<pk>/": {"kind": "form", "purpose": "support", "address": "https://help.example/", "what_for": "Faults"},
    "contacts/<pk>/vote/": {"works": "1"},
    "teaming/new/": {"kind": "need", "terms": "agree", "expires_on": IN_A_MONTH},
    "teaming/<pk>/change/": {"terms": "agree", "expires_on": IN_A_MONTH},
    "diary/<pk>/": {"opened_at": "2026-11-01T10:00", "escalated": "no", "notes": "Noted."},
    "partners/<slug>/enquiry/": {"message": "Who moves our mail?", "consent": "on"},
    "notice/": {"page": "/about/"},
    "t/<ref>/pin/": {"until": ""},
    "changes/<ref>/watch/": {"watch": "1"},
    "tags/<name>/follow/": {"follow": "1"},
    "vendors/<slug>/follow/": {"follow": "1"},
}


def body_for(path: str) -> dict:
    """The fields of a form that goes to this route."""
    return COMMON | OF.get(path, {})
