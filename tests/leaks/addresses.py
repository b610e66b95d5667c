"""How the crawler fills in the parameters of each address. An address that is not here fails the crawl."""

import re
from itertools import product

from django.apps import apps

from community.accounts.models import (
    Company,
    CompanyClaim,
    Hat,
    HatRequest,
    ModeratorScope,
    PartnerApplication,
    Sanction,
    User,
    VerificationEvidence,
)
from community.forum.models import Draft, Image, Post, Thread, WatchedWord
from community.moderation.models import Appeal, Decision, Notice, ReasonTemplate, Report, Undo
from community.moderation.queries import KINDS
from community.moderation.reportable import KINDS as REPORTABLE_KINDS
from community.networking.models import (
    ContactRoute,
    Conversation,
    Event,
    FinderEntry,
    Group,
    GroupMembership,
    HelpOffer,
    Introduction,
    RoundSeat,
    TeamingEntry,
    Ticket,
)
from community.notifications.unsubscribing import unsubscribe_url
from community.programs.models import (
    CalendarAddress,
    Change,
    ImportedUpdate,
    ImportSource,
    MatrixRow,
    MatrixTerm,
    OfficialAnswer,
    Program,
    Question,
    SavedSearch,
    Vendor,
)
from community.tags.models import Tag

ABSENT = 987654321
A_FEW = 3
NOBODYS_IMAGE = "00000000-0000-4000-8000-000000000000"

STATE_OF = {
    Thread: lambda thread: (
        thread.published_at is None,
        thread.hidden_at is None,
        _is_about_a_rumour(thread),
        _is_confided(thread),
    ),
    Change: lambda change: (change.publication, change.is_rumour),
    Post: lambda post: (post.state, STATE_OF[Thread](post.thread)),
    Question: lambda question: (question.hidden_at is None, question.change.is_rumour),
}
# Of these every one: the pages of the things themselves.
EVERY_THREAD = {"<ref>": lambda: _ids(Thread)}
EVERY_THREAD_POST = {"<ref>/<number>": lambda: _posts_by_number(_ids(Thread))}
EVERY_CHANGE = {"<ref>": lambda: _ids(Change)}
# Of these the first and one that is not there: what hangs on them asks through the same door, and the table has a row
# for each state of it.
THREADS = {"<ref>": lambda: _first_and_absent(Thread)}
THREAD_POSTS = {"<ref>/<number>": lambda: [*_posts_by_number(_ids(Thread)[:1])[:1], f"{ABSENT}/1"]}
CHANGES = {"<ref>": lambda: _first_and_absent(Change)}
EVERY_POST = {"<pk>": lambda: _ids(Post)}
POSTS = {"<pk>": lambda: _first_and_absent(Post)}
APPLICATIONS = {"<pk>": lambda: _ids(PartnerApplication)}
CLAIMS = {"<pk>": lambda: _ids(CompanyClaim)}
# Without those that the factories named, which are there to be many.
EVERY_COMPANY = {"<slug>": lambda: [*_named(Company.objects.exclude(name__startswith="Company "), "slug"), "absent"]}
COMPANIES = {"<slug>": lambda: _some(Company.objects.values_list("slug", flat=True), "absent")}
# One that customers find, one that they do not.
FOUND = {"<slug>": lambda: [*_entry(is_listed=True), *_entry(is_listed=False), "absent"]}
HATS = {"<pk>": lambda: _ids(Hat)}
HAT_REQUESTS = {"<pk>": lambda: _ids(HatRequest)}
SEARCHES = {"<pk>": lambda: _ids(SavedSearch)}
EVERY_CHANGE_ID = {"<pk>": lambda: _ids(Change)}
CHANGE_IDS = {"<pk>": lambda: _first_and_absent(Change)}
CHANGE_QUESTIONS = {"<ref>/questions/<number>": lambda: _questions_by_number()}
SOURCES = {"<pk>": lambda: _ids(ImportSource)}
UPDATES = {"<pk>": lambda: _ids(ImportedUpdate)}
QUESTIONS = {"<pk>": lambda: _ids(Question)}
ANSWERS = {"<pk>": lambda: _ids(OfficialAnswer)}
LOGGED = {
    "<kind>/<pk>": lambda: [
        f"{model._meta.model_name}/{pk}" for model in STATE_OF for pk in [*_one_in_each_state(model), ABSENT]
    ]
}
REPORTABLE = {
    "<kind>/<pk>": lambda: [
        *(f"{name}/{pk}" for name, kind in REPORTABLE_KINDS.items() for pk in [*_some_of(kind.model), ABSENT]),
        "teapot/1",
    ]
}  # fmt: skip
EVERY_REPORT = {"<pk>": lambda: _ids(Report)}
REPORTS = {"<pk>": lambda: _some(Report.objects.values_list("pk", flat=True), ABSENT)}
# Of what is between a few people.
SEALED_REPORTS = {
    "<pk>": lambda: [
        *Report.objects.exclude(message=None, introduction=None).order_by("pk").values_list("pk", flat=True),
        ABSENT,
    ]
}
APPEALS = {"<pk>": lambda: _ids(Appeal)}
# One against which nobody has appealed, and those against which somebody has.
DECISIONS = {
    "<pk>": lambda: [
        Decision.objects.get(verb="decline_application").pk,
        *Appeal.objects.order_by("pk").values_list("decision", flat=True),
        ABSENT,
    ]
}
INTRODUCTIONS = {"<pk>": lambda: _ids(Introduction)}
ROUTES = {"<pk>": lambda: _ids(ContactRoute)}
# One of each whose role is known, and one of somebody else.
TICKETS = {"<pk>": lambda: [*_ids(Ticket)[:3], ABSENT]}
ENTRIES = {"<pk>": lambda: _ids(TeamingEntry)}
OFFERS = {"<pk>": lambda: _ids(HelpOffer)}
SEATS = {"<pk>": lambda: _ids(RoundSeat)}
GROUPS = {"<ref>": lambda: _ids(Group)}
EVENTS = {"<ref>": lambda: _ids(Event)}
EVENT_IDS = {"<pk>": lambda: _ids(Event)}
# Of the group on request: its organiser, somebody who asks, a member; who is invited into another.
MEMBERSHIPS = {
    "<ref>/members/<pk>": lambda: [
        *(f"{row.group_id}/members/{row.pk}" for row in on_the_way()), f"{ABSENT}/members/{ABSENT}"
    ]
}  # fmt: skip
CONVERSATIONS = {"<pk>": lambda: _ids(Conversation)}
NOTICES = {"<pk>": lambda: _ids(Notice)}
NONE: dict = {}
# Which of them name things that have states, for ``states.py``.
KIND_OF = {
    make: kind
    for kind, ways in {
        "thread": [EVERY_THREAD, THREADS],
        "numbered post": [EVERY_THREAD_POST, THREAD_POSTS],
        "post": [EVERY_POST, POSTS],
        "change": [EVERY_CHANGE, CHANGES, EVERY_CHANGE_ID, CHANGE_IDS],
        "question": [QUESTIONS],
        "introduction": [INTRODUCTIONS],
        "route": [ROUTES],
        "ticket": [TICKETS],
        "offer": [OFFERS],
        "teaming": [ENTRIES],
        "seat": [SEATS],
        "conversation": [CONVERSATIONS],
        "group": [GROUPS],
        "event": [EVENTS, EVENT_IDS],
        "membership": [MEMBERSHIPS],
        "numbered question": [CHANGE_QUESTIONS],
    }.items()
    for way in ways
    for make in way.values()
}
EVERY_VENDOR = {"<slug>": lambda: [*_named(Vendor.objects, "slug"), "absent"]}
VENDORS = {"<slug>": lambda: _some(Vendor.objects.values_list("slug", flat=True), "absent")}
TAGS = {"<name>": lambda: [*Tag.objects.order_by("pk").values_list("name", flat=True), "absent"]}
FACES = {"<handle>": lambda: [*User.objects.faces().order_by("pk").values_list("handle", flat=True), "absent"]}
EVERYBODY = {"<handle>": lambda: [*_named(User.objects.exclude(handle__regex=r"^user\d+$"), "handle"), "absent"]}
# Somebody first who can be asked by whoever may ask; some of those who have a role; pseudonyms.
PEOPLE = {
    "<handle>": lambda: [
        "zara", "ulla", "wim-every", "wim-conta", *_some(User.objects.faces().values_list("handle", flat=True)),
        *_some(User.objects.values_list("handle", flat=True)), "absent",
    ]
}  # fmt: skip
PROGRAMS = {
    "<vendor_slug>": lambda: Vendor.objects.order_by("pk").values_list("slug", flat=True)[:2],
    "<slug>": lambda: Program.objects.order_by("pk").values_list("slug", flat=True)[:2],
}

# What stands behind the "?" besides nothing, for lists.
BEFORE = ["before=999999", "before=1"]
LIST = ["touches=either", "after=2099-01-01.999999", "after=.999999", "after=later.2020-01-01.1"]
FILTERS = [
    "state=rumoured",
    "state=expected",
    "touches=yes",
    "touches=either",
    "kind=fee",
    "direction=neutral",
    "unanswered=1",
    "vendor=nordwind-systems",
    "tag=renewal",
    "country=DE",
    "vendor=nordwind-systems&tier=1",
    "sort=moved",
]
OWN_LISTS = ["list=unread", "list=mine", "list=watched", "list=bookmarks"]
TABLE: dict[str, tuple[dict, list[str]]] = {
    # web
    "": (NONE, []),
    "keys/": (NONE, []),
    "changes/<ref>/": (EVERY_CHANGE, []),
    "changes/<ref>/steps/": (CHANGES, []),
    "changes/<ref>/affected/": (CHANGES, []),
    "changes/<ref>/effect/": (CHANGES, []),
    "changes/<ref>/census/": (CHANGES, ["tier=1", "country=DE", "size=2-10&country=AT"]),
    "changes/<ref>/watch/": (CHANGES, []),
    "changes/<ref>/support/": (CHANGES, []),
    "changes/<ref>/edit/": (CHANGES, []),
    "changes/<ref>/revisions/": (CHANGES, []),
    "changes/<ref>/revisions/<number>/": (
        {**CHANGES, "<number>": lambda: [1, 2]},
        [],
    ),
    "tags/": (NONE, []),
    "tags/<name>/": (TAGS, LIST),
    "tags/<name>/follow/": (TAGS, []),
    "people/<handle>/": (EVERYBODY, []),
    "directory/": (
        NONE,
        ["q=sweden", "q=zzzz", "room=1", "skill=renewal", "country=DE&skill=renewal&language=vi", "after=1"],
    ),
    "accounts/peers/profile/": (NONE, []),
    "about/": (NONE, []),
    "language/": (NONE, []),
    "mail/": (NONE, []),
    "healthz": (NONE, []),
    "live/": (NONE, []),
    # programs
    "changes/": (NONE, [*LIST, *FILTERS, "since=2020-01-01", "until=2099-01-01"]),
    "changes/propose/": (NONE, ["vendor=1"]),
    "following/": (NONE, ["touches=yes", "before=1", "before=999999"]),
    "changes/<ref>/playbook/": (CHANGES, []),
    "changes/<ref>/playbook/ticks/": (CHANGES, []),
    "changes/<ref>/playbook.csv": (CHANGES, []),
    "changes/<ref>/playbook.ics": (CHANGES, []),
    "changes/<ref>/playbook.md": (CHANGES, []),
    "changes/<ref>/playbook/edit/": (CHANGES, []),
    "changes/<ref>/playbook/versions/": (CHANGES, ["before=2"]),
    "changes/<ref>/playbook/versions/<number>/restore/": (
        {**CHANGES, "<number>": lambda: [1, ABSENT]},
        [],
    ),
    "changes/<ref>/options/": (CHANGES, ["servers=3", "servers=many"]),
    "changes/<ref>/options/edit/": (CHANGES, []),
    "changes/<ref>/options/versions/": (CHANGES, ["before=2"]),
    "changes/<ref>/options/versions/<number>/restore/": (
        {**CHANGES, "<number>": lambda: [1, ABSENT]},
        [],
    ),
    "changes/<ref>/questions/": (CHANGES, []),
    "changes/<ref>/questions/new/": (CHANGES, []),
    "changes/<ref>/questions/<number>/": (CHANGE_QUESTIONS, []),
    "changes/<ref>/questions/<number>/sign/": (CHANGE_QUESTIONS, []),
    "changes/<ref>/questions/<number>/fixed/": (CHANGE_QUESTIONS, []),
    "changes/<ref>/answers/new/": (CHANGES, []),
    "changes/<ref>/answers/<pk>/verdict/": ({"<ref>/answers/<pk>": lambda: [f"{ABSENT}/answers/1"]}, []),
    "vendors/<slug>/questions/": (VENDORS, []),
    "vendors/<slug>/record/": (VENDORS, []),
    "changes/<ref>/calendar.ics": (CHANGES, []),
    "vendors/<slug>/calendar.ics": (VENDORS, []),
    "vendors/<vendor_slug>/<slug>/calendar.ics": (
        {
            "<vendor_slug>": lambda: Vendor.objects.order_by("pk").values_list("slug", flat=True)[:2],
            "<slug>": lambda: Program.objects.order_by("pk").values_list("slug", flat=True)[:2],
        },
        [],
    ),
    "tags/<name>/calendar.ics": (TAGS, []),
    "changes/timeline/": (NONE, [*FILTERS, "from=2026-09", "from=2020-01"]),
    "changes/similar/": (NONE, ["title=goes+up+for+some+partners", "title=changes+of+all+kinds", "url=https://vendor.example/"]),
    "changes/searches/": (NONE, []),
    "changes/searches/<pk>/rename/": (SEARCHES, []),
    "changes/searches/<pk>/delete/": (SEARCHES, []),
    "vendors/": (NONE, []),
    "vendors/<slug>/": (EVERY_VENDOR, LIST),
    "vendors/<vendor_slug>/<slug>/": (
        {
            "<vendor_slug>": lambda: Vendor.objects.order_by("pk").values_list("slug", flat=True)[:2],
            "<slug>": lambda: Program.objects.order_by("pk").values_list("slug", flat=True)[:2],
        },
        LIST,
    ),
    "vendors/<slug>/follow/": (VENDORS, []),
    "vendors/<vendor_slug>/<slug>/follow/": (
        {
            "<vendor_slug>": lambda: Vendor.objects.order_by("pk").values_list("slug", flat=True)[:2],
            "<slug>": lambda: Program.objects.order_by("pk").values_list("slug", flat=True)[:2],
        },
        [],
    ),
    "vendors/<vendor_slug>/<slug>/matrix/": (PROGRAMS, ["on=2026-01-01", "on=2026-01-01&against=2099-01-01"]),
    "vendors/<vendor_slug>/<slug>/matrix/edit/": (PROGRAMS, ["on=2026-01-01"]),
    "vendors/<vendor_slug>/<slug>/matrix/layout/": (PROGRAMS, []),
    "vendors/<vendor_slug>/<slug>/matrix/rows/<pk>/": (PROGRAMS | {"<pk>": lambda: _first_and_absent(MatrixRow)}, []),
    "vendors/<vendor_slug>/<slug>/matrix/terms/<pk>/": (PROGRAMS | {"<pk>": lambda: _first_and_absent(MatrixTerm)}, []),
    # forum
    "t/": (
        NONE,
        [*OWN_LISTS, *(f"kind={kind}" for kind in ["change", "question", "unanswered", "review", "offer"]),
         "before=2099-01-01T00:00:00%2B00:00.9"],
    ),
    "t/new/": (NONE, ["tag=renewal", "kind=review", "kind=offer", "kind=announcement"]),
    "t/<ref>/answer/": (THREADS, []),
    "t/<ref>/answer/verified/": (THREADS, []),
    "t/<ref>/answer/obsolete/": (THREADS, []),
    "t/<ref>/<number>/signals/": (THREAD_POSTS, []),
    "t/preview/": (NONE, []),
    "t/new/draft/": (NONE, []),
    "t/complete/": (NONE, [f"thread={thread}&q={start}" for thread in (1, 2, 3) for start in ("%40", "%40a", "%23r")]),
    "t/similar/": (
        NONE,
        ["title=waits+for+a+moderator", "title=is+confided+to+the+members", "title=was+hidden+whole",
         "title=goes+up+for+some+partners"],
    ),
    "t/<ref>/draft/": (THREADS, []),
    "posts/<pk>/draft/": (POSTS, []),
    "images/": (NONE, []),
    "images/<key>/": ({"<key>": lambda: [*Image.objects.values_list("pk", flat=True), NOBODYS_IMAGE]}, []),
    "drafts/": (NONE, []),
    "drafts/written/": (NONE, ["key=", "key=00000000-0000-4000-8000-000000000000"]),
    "drafts/<pk>/discard/": ({"<pk>": lambda: _ids(Draft)}, []),
    "t/<ref>/": (EVERY_THREAD, ["view=flat", "from=2", "q=leak", "q=words"]),
    "t/<ref>/unread/": (THREADS, ["view=flat"]),
    "t/<ref>/last/": (THREADS, ["view=flat"]),
    "t/<ref>/go/": (THREADS, ["n=2", "n=99&view=flat"]),
    "t/<ref>/read/": (THREADS, []),
    "t/<ref>/watch/": (THREADS, []),
    "t/<ref>/summary/": (THREADS, []),
    "t/<ref>/summary/history/": (THREADS, []),
    "t/<ref>/<number>/bookmark/": (THREAD_POSTS, []),
    "t/<ref>/<number>/reminder/": (THREAD_POSTS, []),
    "t/<ref>/replies/": (THREADS, []),
    "t/<ref>/<number>/": (EVERY_THREAD_POST, ["view=flat"]),
    "t/<ref>/<number>/reply/": (THREAD_POSTS, []),
    "t/<ref>/<number>/delete/": (THREAD_POSTS, []),
    "t/<ref>/<number>/undelete/": (THREAD_POSTS, []),
    "t/<ref>/<number>/history/": (THREAD_POSTS, []),
    "posts/<pk>/": (EVERY_POST, []),
    "posts/<pk>/edit/": (POSTS, []),
    # networking
    "people/<handle>/introduction/": (PEOPLE, ["about=/t/1/"]),
    "introductions/": (NONE, ["list=asked", "list=contacts", "before=1", "before=999999"]),
    "introductions/<pk>/": (INTRODUCTIONS, []),
    "introductions/<pk>/accept/": (INTRODUCTIONS, []),
    "introductions/<pk>/postpone/": (INTRODUCTIONS, []),
    "introductions/<pk>/decline/": (INTRODUCTIONS, []),
    "introductions/<pk>/withdraw/": (INTRODUCTIONS, []),
    "introductions/<pk>/end/": (INTRODUCTIONS, []),
    "groups/": (NONE, ["list=own", "tag=renewal&country=online", "before=1"]),
    "groups/new/": (NONE, []),
    "groups/<ref>/": (GROUPS, ["before=2099-01-01T00:00:00%2B00:00.9"]),
    "groups/<ref>/edit/": (GROUPS, []),
    "groups/<ref>/events/new/": (GROUPS, []),
    "groups/<ref>/end/": (GROUPS, []),
    "groups/<ref>/join/": (GROUPS, []),
    "groups/<ref>/ask/": (GROUPS, []),
    "groups/<ref>/decline/": (GROUPS, []),
    "groups/<ref>/leave/": (GROUPS, []),
    "groups/<ref>/watch/": (GROUPS, []),
    "groups/<ref>/members/": (GROUPS, ["after=1"]),
    "groups/<ref>/members/<pk>/accept/": (MEMBERSHIPS, []),
    "groups/<ref>/members/<pk>/decline/": (MEMBERSHIPS, []),
    "groups/<ref>/members/<pk>/remove/": (MEMBERSHIPS, []),
    "groups/<ref>/members/<pk>/organiser/": (MEMBERSHIPS, []),
    "events/": (NONE, ["past=1", "mine=1", "country=DE&online=1&group=1"]),
    "events/calendar.ics": (NONE, []),
    "events/<ref>/": (EVENTS, []),
    "events/<ref>/event.ics": (EVENTS, []),
    "events/<ref>/people/": (EVENTS, ["state=waiting"]),
    "events/<pk>/answer/": (EVENT_IDS, []),
    "events/<pk>/edit/": (EVENT_IDS, []),
    "events/<pk>/cancel/": (EVENT_IDS, []),
    "conversations/": (NONE, ["list=archived", "before=1", "before=999999"]),
    "conversations/new/": (NONE, ["to=zara", "to=bea", "to=nils"]),
    "conversations/<pk>/": (CONVERSATIONS, ["before=2"]),
    "conversations/<pk>/messages/": (CONVERSATIONS, []),
    "conversations/<pk>/people/": (CONVERSATIONS, []),
    "conversations/<pk>/leave/": (CONVERSATIONS, []),
    "conversations/<pk>/mute/": (CONVERSATIONS, []),
    "people/<handle>/block/": (PEOPLE, []),
    "accounts/peers/blocked/": (NONE, ["before=1", "before=999999"]),
    "people/<handle>/follow/": (PEOPLE, []),
    "people/<handle>/followers/": (PEOPLE, ["before=1"]),
    "companies/<slug>/follow/": (COMPANIES, []),
    "following/people/": (NONE, ["before=1", "before=999999"]),
    "following/who/": (NONE, ["before=1", "before=999999"]),
    "accounts/peers/": (NONE, []),
    "vendors/<slug>/contacts/": (VENDORS, []),
    "vendors/<slug>/contacts/new/": (VENDORS, []),
    "contacts/<pk>/": (ROUTES, []),
    "contacts/<pk>/vote/": (ROUTES, []),
    "contacts/<pk>/remove/": (ROUTES, []),
    "diary/": (NONE, ["before=1", "before=999999"]),
    "diary/tickets.csv": (NONE, []),
    "diary/new/": (NONE, ["vendor=nordwind-systems&route=1", "vendor=absent"]),
    "diary/<pk>/": (TICKETS, []),
    "diary/<pk>/remove/": (TICKETS, []),
    "partners/": (NONE, ["country=DE&skill=renewal&program=1&tier=1", "after=999"]),
    "partners/<slug>/enquiry/": (FOUND, []),
    "enquiries/sent/": (NONE, []),
    "enquiries/<token>/": ({"<token>": lambda: ["absent"]}, []),
    "companies/<slug>/finder/": (COMPANIES, []),
    "t/<ref>/who-can-help/": (THREADS, []),
    "changes/<ref>/who-can-help/": (CHANGES, []),
    "tags/<name>/who-can-help/": (TAGS, []),
    "directory/who-can-help/": (NONE, []),
    "offers/": (NONE, []),
    "offers/<pk>/accept/": (OFFERS, []),
    "offers/<pk>/pass/": (OFFERS, []),
    "offers/<pk>/not-me/": (OFFERS, []),
    "offers/<pk>/ask-again/": (OFFERS, []),
    "teaming/": (NONE, ["kind=need&country=DE&tag=wanted", "mine=1", "before=1"]),
    "teaming/new/": (NONE, ["kind=offer"]),
    "teaming/<pk>/": (ENTRIES, []),
    "teaming/<pk>/change/": (ENTRIES, []),
    "teaming/<pk>/renew/": (ENTRIES, []),
    "teaming/<pk>/taken/": (ENTRIES, []),
    "teaming/<pk>/close/": (ENTRIES, []),
    "rounds/": (NONE, []),
    "rounds/skip/": (NONE, []),
    "rounds/<pk>/answer/": (SEATS, []),
    # moderation
    "t/<ref>/<number>/report/": (THREAD_POSTS, []),
    "report/<kind>/<pk>/": (REPORTABLE, []),
    "notice/": (NONE, ["about=/t/1/"]),
    "notice/sent/": (NONE, []),
    "notice/<token>/": ({"<token>": lambda: ["absent"]}, []),
    "moderation/notices/<pk>/": (NOTICES, []),
    "moderation/notices/<pk>/decide/": (NOTICES, []),
    "moderation/reports/<pk>/": (EVERY_REPORT, []),
    "moderation/reports/<pk>/read/": (SEALED_REPORTS, []),
    "moderation/reports/<pk>/keep/": (REPORTS, []),
    "moderation/reports/<pk>/hide/": (REPORTS, []),
    "moderation/reports/<pk>/restore/": (REPORTS, []),
    "moderation/": (NONE, [f"kind={kind}" for kind in KINDS]),
    "moderation/next/": (NONE, ["after=post-1"]),
    "moderation/together/<kind>/": ({"<kind>": lambda: ["post", "thing", "application", "hat"]}, []),
    "moderation/undo/<press>/": (
        {"<press>": lambda: [*Undo.objects.order_by("pk").values_list("press", flat=True), NOBODYS_IMAGE]}, []
    ),
    "moderation/targets/": (NONE, []),
    "moderation/claims/<key>/": ({"<key>": lambda: [*_keys(), f"post-{ABSENT}"]}, []),
    "moderation/reasons/": (NONE, []),
    "moderation/reasons/<pk>/": ({"<pk>": lambda: _ids(ReasonTemplate)}, []),
    "moderation/reasons/<pk>/remove/": ({"<pk>": lambda: [ABSENT]}, []),
    "moderation/preview/<decision>/<pk>/": (
        {"<decision>/<pk>": lambda: [f"decline_post/{pk}" for pk in _one_in_each_state(Post)] + ["hidden_post/1"]},
        [],
    ),
    "moderation/scopes/": (NONE, []),
    "moderation/scopes/<pk>/end/": ({"<pk>": lambda: _ids(ModeratorScope)}, []),
    "moderation/log/": (NONE, BEFORE),
    "t/<ref>/split/": (THREADS, ["posts=2"]),
    "t/<ref>/merge/": (THREADS, []),
    "t/<ref>/change/": (THREADS, []),
    "t/<ref>/<number>/move/": (THREAD_POSTS, []),
    "moderation/words/": (NONE, []),
    "moderation/words/<pk>/remove/": ({"<pk>": lambda: _ids(WatchedWord)}, []),
    "moderation/log/<kind>/<pk>/": (LOGGED, []),
    "moderation/posts/<pk>/": (EVERY_POST, []),
    "moderation/posts/<pk>/approve/": (POSTS, []),
    "moderation/posts/<pk>/decline/": (POSTS, []),
    "moderation/posts/<pk>/decline-and-block/": (POSTS, []),
    "moderation/posts/<pk>/hide/": (POSTS, []),
    "moderation/posts/<pk>/restore/": (POSTS, []),
    "moderation/posts/<pk>/keep/": (POSTS, []),
    "accounts/partner/vouchers/": (NONE, []),
    "accounts/vouch/<token>/": (
        {"<token>": lambda: [*PartnerApplication.objects.values_list("vouch_token", flat=True), "absent"]}, []
    ),
    "companies/<slug>/": (EVERY_COMPANY, []),
    "companies/<slug>/claim/": (COMPANIES, []),
    "companies/<slug>/edit/": (COMPANIES, []),
    "companies/<slug>/give-up/": (COMPANIES, []),
    "moderation/company-claims/<pk>/": (CLAIMS, []),
    "moderation/company-claims/<pk>/grant/": (CLAIMS, []),
    "moderation/company-claims/<pk>/decline/": (CLAIMS, []),
    "moderation/company-claims/<pk>/end/": (CLAIMS, []),
    "accounts/hats/": (NONE, []),
    "accounts/hats/<pk>/doff/": (HATS, []),
    "accounts/evidence/<pk>/remove/": ({"<pk>": lambda: _ids(VerificationEvidence)}, []),
    "moderation/hats/<pk>/": (HAT_REQUESTS, []),
    "moderation/hats/<pk>/grant/": (HAT_REQUESTS, []),
    "moderation/hats/<pk>/decline/": (HAT_REQUESTS, []),
    "moderation/hats/<pk>/take-off/": (HATS, []),
    "moderation/applications/<pk>/": (APPLICATIONS, []),
    "moderation/applications/<pk>/approve/": (APPLICATIONS, []),
    "moderation/applications/<pk>/decline/": (APPLICATIONS, []),
    "moderation/changes/<pk>/": (EVERY_CHANGE_ID, []),
    "moderation/changes/<pk>/publish/": (CHANGE_IDS, []),
    "moderation/changes/<pk>/decline/": (CHANGE_IDS, []),
    "moderation/masks/<handle>/": (FACES, []),
    "moderation/people/<handle>/": (
        {"<handle>": lambda: [*User.objects.order_by("pk").values_list("handle", flat=True)[:3], "absent"]},
        ["case=post-1"],
    ),
    "moderation/people/<handle>/sanction/": ({"<handle>": lambda: ["carla", "absent"]}, []),
    "moderation/sanctions/<pk>/lift/": ({"<pk>": lambda: _ids(Sanction)}, []),
    "accounts/standing/": (NONE, BEFORE),
    "accounts/standing/<pk>/": (DECISIONS, []),
    "appeal/<token>/": ({"<token>": lambda: ["absent"]}, []),
    "moderation/appeals/<pk>/": (APPEALS, []),
    "moderation/appeals/<pk>/uphold/": (APPEALS, []),
    "moderation/appeals/<pk>/overturn/": (APPEALS, []),
    "moderation/sources/": (NONE, []),
    "moderation/sources/new/": (NONE, []),
    "moderation/sources/<pk>/": (SOURCES, []),
    "moderation/sources/<pk>/edit/": (SOURCES, []),
    "moderation/sources/<pk>/run/": (SOURCES, []),
    "moderation/sources/<pk>/trust/": (SOURCES, []),
    "moderation/sources/<pk>/active/": (SOURCES, []),
    "moderation/sources/<pk>/publish/": (SOURCES, []),
    "moderation/updates/<pk>/": (UPDATES, []),
    "moderation/updates/<pk>/apply/": (UPDATES, []),
    "moderation/updates/<pk>/dismiss/": (UPDATES, []),
    "moderation/questions/<pk>/": (QUESTIONS, []),
    "moderation/questions/<pk>/edit/": (QUESTIONS, []),
    "moderation/questions/<pk>/merge/": (QUESTIONS, []),
    "moderation/questions/<pk>/hide/": (QUESTIONS, []),
    "moderation/questions/<pk>/show/": (QUESTIONS, []),
    "moderation/questions/<pk>/handover/": (QUESTIONS, []),
    "moderation/answers/<pk>/": (ANSWERS, []),
    "moderation/answers/<pk>/hide/": (ANSWERS, []),
    "moderation/answers/<pk>/show/": (ANSWERS, []),
    "t/<ref>/lock/": (THREADS, []),
    "t/<ref>/pin/": (THREADS, []),
    # notifications
    "inbox/": (NONE, BEFORE),
    "inbox/read/": (NONE, []),
    "inbox/reminders/": (NONE, []),
    "inbox/settings/": (NONE, []),
    "inbox/unsubscribe/<token>/": ({"<token>": lambda: _unsubscribe_tokens()}, []),
    "calendars/": (NONE, []),
    "calendars/address/": (NONE, []),
    "calendars/<token>.ics": ({"<token>": lambda: _calendar_tokens()}, []),
    "calendars/<token>/events.ics": ({"<token>": lambda: _calendar_tokens()}, []),
    # accounts
    "accounts/profile/": (NONE, []),
    "accounts/programs/": (NONE, []),
    "accounts/partner/": (NONE, []),
    "accounts/closing/": (NONE, []),
    "accounts/closing/keep/": (NONE, []),
    "accounts/data/": (NONE, []),
    "accounts/data/file/": (NONE, []),
    "accounts/again/": (NONE, ["next=/inbox/"]),
    "accounts/oidc/<provider_id>/login/": ({"<provider_id>": lambda: ["absent"]}, []),
    "accounts/oidc/<provider_id>/login/callback/": ({"<provider_id>": lambda: ["absent"]}, []),
    # allauth
    "accounts/login/": (NONE, ["next=/inbox/"]),
    "accounts/logout/": (NONE, []),
    "accounts/inactive/": (NONE, []),
    "accounts/signup/": (NONE, []),
    "accounts/reauthenticate/": (NONE, []),
    "accounts/email/": (NONE, []),
    "accounts/confirm-email/": (NONE, []),
    "accounts/password/change/": (NONE, []),
    "accounts/password/set/": (NONE, []),
    "accounts/password/reset/": (NONE, []),
    "accounts/login/code/confirm/": (NONE, []),
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": (
        {r"^confirm-email/(?P<key>[-:\w]+)/$": lambda: ["confirm-email/MQ:x/"]},
        [],
    ),
    "accounts/password/reset/key/done/": (NONE, []),
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        {r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": lambda: ["password/reset/key/1-set-password/"]},
        [],
    ),
    "accounts/password/reset/done/": (NONE, []),
    "accounts/login/code/": (NONE, []),
    "accounts/2fa/": (NONE, []),
    "accounts/2fa/authenticate/": (NONE, []),
    "accounts/2fa/reauthenticate/": (NONE, []),
    "accounts/2fa/totp/activate/": (NONE, []),
    "accounts/2fa/totp/deactivate/": (NONE, []),
    "accounts/2fa/recovery-codes/": (NONE, []),
    "accounts/2fa/recovery-codes/generate/": (NONE, []),
    "accounts/2fa/recovery-codes/download/": (NONE, []),
    "accounts/2fa/webauthn/": (NONE, []),
    "accounts/2fa/webauthn/add/": (NONE, []),
    "accounts/2fa/webauthn/reauthenticate/": (NONE, []),
    "accounts/2fa/webauthn/keys/<pk>/remove/": ({"<pk>": lambda: [1]}, []),
    "accounts/2fa/webauthn/keys/<pk>/edit/": ({"<pk>": lambda: [1]}, []),
    "accounts/2fa/webauthn/login/": (NONE, []),
    "accounts/3rdparty/login/cancelled/": (NONE, []),
    "accounts/3rdparty/login/error/": (NONE, []),
    "accounts/3rdparty/signup/": (NONE, []),
    "accounts/3rdparty/": (NONE, []),
    "accounts/social/login/cancelled/": (NONE, []),
    "accounts/social/login/error/": (NONE, []),
    "accounts/social/signup/": (NONE, []),
    "accounts/social/connections/": (NONE, []),
    "accounts/sessions/": (NONE, []),
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/": ({"^(?P<provider_id>[^/]+)": lambda: ["absent"]}, []),
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/": ({"^(?P<provider_id>[^/]+)": lambda: ["absent"]}, []),
}  # fmt: skip
# The admin site makes its addresses itself, alike for every model.
ADMIN = {
    "<content_type_id>": lambda: [1],
    "<object_id>": lambda: ["{newest}"],
    "^(?P<app_label>": list,
    "(?P<url>.*)$": lambda: ["absent/"],
}


def addresses_of(path: str) -> list[str]:
    """Every plausible address of a route, with its parameters filled in; the first and the last with its queries.

    Raises:
        KeyError: nobody has said what to fill in.
    """
    if path.startswith("admin/"):
        values, queries = {key: make for key, make in ADMIN.items() if key in path}, []
    else:
        values, queries = TABLE[path]
    filled = []
    for chosen in product(*(make() for make in values.values())):
        address = "/" + path
        for parameter, value in zip(values, chosen, strict=True):
            address = address.replace(parameter, str(value))
        filled.append(address)
    if "{newest}" in "".join(filled):
        filled = [address.replace("{newest}", _newest(path)) for address in filled]
    asked = [*filled[:1], *filled[1:][-1:]]
    return [*filled, *(f"{address}?{query}" for query in queries for address in asked)]


def _unsubscribe_tokens() -> list[str]:
    """One that stops mails, which opening it does not, and a wrong one."""
    address = unsubscribe_url(User.objects.order_by("pk").first().pk, ["answers"])
    return [address.rstrip("/").rpartition("/")[2], "absent"]


def _calendar_tokens() -> list[str]:
    """Those of people who see no more than a visitor: all may open them, and find nothing hidden; and wrong ones.

    An address is a key. What a partner's opens is not for the others, and none of them can know it.
    """
    readers = CalendarAddress.objects.filter(member__membership=None, member__role="member")
    return [*(address.token for address in readers), "absent", "absent.absent"]


def _is_confided(thread: Thread) -> bool:
    """To the members of a group."""
    return thread.circle is not None and thread.circle.is_closed


def on_the_way() -> list[GroupMembership]:
    """One of each way in which one can be in a group on request; and whoever is invited into another."""
    rows = GroupMembership.objects.order_by("pk")
    return [*rows.filter(group__admission="request"), *rows.filter(state="invited")]


def _is_about_a_rumour(thread: Thread) -> bool:
    return thread.change is not None and thread.change.is_rumour


def _one_in_each_state(model) -> list[int]:
    """Of those that the same people may see the first."""
    firsts: dict = {}
    for thing in model.objects.order_by("pk"):
        firsts.setdefault(STATE_OF[model](thing), thing.pk)
    return list(firsts.values())


def _posts_by_number(threads: list[int]) -> list[str]:
    """Every number that was given in the threads, and one that was not."""
    given = Thread.objects.filter(pk__in=threads).order_by("pk").values_list("pk", "last_number")
    return [f"{pk}/{number}" for pk, last in given for number in range(1, last + 2)] + [f"{ABSENT}/1"]


def _questions_by_number() -> list[str]:
    """Every number that was given to a question, and one that was not."""
    given = Question.objects.order_by("pk").values_list("change", "number")
    return [f"{change}/questions/{number}" for change, number in [*given, (ABSENT, 1)]]


def _newest(path: str) -> str:
    """The newest row of the model that "admin/<app>/<model>/<object_id>/…" is about."""
    if not re.match(r"admin/\w+/\w+/<object_id>/", path):
        return "1"
    _admin, app, model, *_rest = path.split("/")
    newest = apps.get_model(app, model).objects.order_by("-pk").first()
    return str(newest.pk) if newest else "1"


def _named(things, by: str) -> list:
    return list(things.order_by("pk").values_list(by, flat=True))


def _some(values, *more) -> list:
    """Of things that all answer alike the first few."""
    return [*values.order_by("pk")[:A_FEW], *more]


def _entry(**facts) -> list:
    return list(FinderEntry.objects.filter(**facts).order_by("pk").values_list("company__slug", flat=True)[:1])


def _ids(model) -> list:
    return [*model.objects.order_by("pk").values_list("pk", flat=True), ABSENT]


def _first_and_absent(model) -> list[int]:
    return [*_ids(model)[:1], ABSENT]


def _some_of(model) -> list[int]:
    """One in each state where things have states, else the first few."""
    return _one_in_each_state(model) if model in STATE_OF else _some(model.objects.values_list("pk", flat=True))


def _keys() -> list[str]:
    """One case of each kind that waits, by the key under which it can be taken."""
    moderator = User(role="moderator")
    first = {name: kind.rows(moderator).first() for name, kind in KINDS.items()}
    return [f"{name}-{row.pk}" for name, row in first.items() if row]
