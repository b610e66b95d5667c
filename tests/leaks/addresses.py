"""How the crawler fills in the parameters of each address. An address that is not here fails the crawl."""

import re
from itertools import product

from django.apps import apps

from community.accounts.models import PartnerApplication, User
from community.forum.models import Post, Thread
from community.programs.models import Change, Program, SavedSearch, Vendor
from community.tags.models import Tag

ABSENT = 987654321

THREADS = {"<ref>": lambda: _ids(Thread)}
THREAD_POSTS = {"<ref>/<number>": lambda: _posts_by_number()}
POSTS = {"<pk>": lambda: _ids(Post)}
APPLICATIONS = {"<pk>": lambda: _ids(PartnerApplication)}
SEARCHES = {"<pk>": lambda: _ids(SavedSearch)}
CHANGE_IDS = {"<pk>": lambda: _ids(Change)}
NONE: dict = {}

# What stands behind the "?" besides nothing, for lists.
BEFORE = ["before=999999", "before=1"]
LIST = ["after=2099-01-01.999999", "after=.999999", "after=later.2020-01-01.1"]
FILTERS = [
    "state=rumoured",
    "state=expected",
    "kind=fee",
    "direction=neutral",
    "vendor=nordwind-systems",
    "tag=renewal",
    "country=DE",
    "vendor=nordwind-systems&tier=1",
    "sort=moved",
]
TABLE: dict[str, tuple[dict, list[str]]] = {
    # web
    "": (NONE, []),
    "changes/<ref>/": ({"<ref>": lambda: _ids(Change)}, []),
    "changes/<ref>/steps/": ({"<ref>": lambda: _ids(Change)}, []),
    "changes/<ref>/watch/": ({"<ref>": lambda: _ids(Change)}, []),
    "tags/": (NONE, []),
    "tags/<name>/": ({"<name>": lambda: [*Tag.objects.values_list("name", flat=True), "absent"]}, LIST),
    "tags/<name>/follow/": ({"<name>": lambda: [*Tag.objects.values_list("name", flat=True), "absent"]}, []),
    "people/<handle>/": ({"<handle>": lambda: [*User.objects.values_list("handle", flat=True), "absent"]}, []),
    "about/": (NONE, []),
    "language/": (NONE, []),
    "mail/": (NONE, []),
    "healthz": (NONE, []),
    # programs
    "changes/": (NONE, [*LIST, *FILTERS, "since=2020-01-01", "until=2099-01-01"]),
    "changes/propose/": (NONE, ["vendor=1"]),
    "changes/timeline/": (NONE, [*FILTERS, "from=2026-09", "from=2020-01"]),
    "changes/similar/": (NONE, ["title=goes+up+for+some+partners", "title=changes+of+all+kinds", "url=https://vendor.example/"]),
    "changes/searches/": (NONE, []),
    "changes/searches/<pk>/rename/": (SEARCHES, []),
    "changes/searches/<pk>/delete/": (SEARCHES, []),
    "vendors/": (NONE, []),
    "vendors/<slug>/": ({"<slug>": lambda: [*Vendor.objects.values_list("slug", flat=True), "absent"]}, LIST),
    "vendors/<vendor_slug>/<slug>/": (
        {
            "<vendor_slug>": lambda: Vendor.objects.values_list("slug", flat=True)[:2],
            "<slug>": lambda: Program.objects.values_list("slug", flat=True)[:2],
        },
        LIST,
    ),
    "vendors/<slug>/follow/": ({"<slug>": lambda: [*Vendor.objects.values_list("slug", flat=True), "absent"]}, []),
    "vendors/<vendor_slug>/<slug>/follow/": (
        {
            "<vendor_slug>": lambda: Vendor.objects.values_list("slug", flat=True)[:2],
            "<slug>": lambda: Program.objects.values_list("slug", flat=True)[:2],
        },
        [],
    ),
    # forum
    "t/": (NONE, ["kind=change", "kind=question", "kind=unanswered", "before=2099-01-01T00:00:00%2B00:00.9"]),
    "t/new/": (NONE, ["tag=renewal"]),
    "t/preview/": (NONE, []),
    "t/<ref>/": (THREADS, ["view=flat", "from=2"]),
    "t/<ref>/replies/": (THREADS, []),
    "t/<ref>/<number>/": (THREAD_POSTS, ["view=flat"]),
    "t/<ref>/<number>/reply/": (THREAD_POSTS, []),
    "t/<ref>/<number>/delete/": (THREAD_POSTS, []),
    "posts/<pk>/": (POSTS, []),
    # moderation
    "t/<ref>/<number>/report/": (THREAD_POSTS, []),
    "moderation/": (NONE, ["kind=post", "kind=report", "kind=application", "kind=change"]),
    "moderation/log/": (NONE, BEFORE),
    "moderation/posts/<pk>/": (POSTS, []),
    "moderation/posts/<pk>/approve/": (POSTS, []),
    "moderation/posts/<pk>/decline/": (POSTS, []),
    "moderation/posts/<pk>/hide/": (POSTS, []),
    "moderation/posts/<pk>/restore/": (POSTS, []),
    "moderation/posts/<pk>/keep/": (POSTS, []),
    "moderation/applications/<pk>/": (APPLICATIONS, []),
    "moderation/applications/<pk>/approve/": (APPLICATIONS, []),
    "moderation/applications/<pk>/decline/": (APPLICATIONS, []),
    "moderation/changes/<pk>/": (CHANGE_IDS, []),
    "moderation/changes/<pk>/publish/": (CHANGE_IDS, []),
    "moderation/changes/<pk>/decline/": (CHANGE_IDS, []),
    "t/<ref>/lock/": (THREADS, []),
    "t/<ref>/pin/": (THREADS, []),
    # notifications
    "inbox/": (NONE, BEFORE),
    "inbox/read/": (NONE, []),
    # accounts
    "accounts/profile/": (NONE, []),
    "accounts/partner/": (NONE, []),
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
}  # fmt: skip
# The admin site makes its addresses itself, alike for every model.
ADMIN = {
    "<content_type_id>": lambda: [1],
    "<object_id>": lambda: ["{newest}"],
    "^(?P<app_label>": list,
    "(?P<url>.*)$": lambda: ["absent/"],
}


def addresses_of(path: str) -> list[str]:
    """Every plausible address of a route, with its parameters filled in.

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
    return [f"{address}?{query}" if query else address for address in filled for query in ["", *queries]]


def _posts_by_number() -> list[str]:
    """Every number that was given in a thread, and one that was not."""
    threads = Thread.objects.order_by("pk").values_list("pk", "last_number")
    return [f"{pk}/{number}" for pk, last in threads for number in range(1, last + 2)] + [f"{ABSENT}/1"]


def _newest(path: str) -> str:
    """The newest row of the model that "admin/<app>/<model>/<object_id>/…" is about."""
    if not re.match(r"admin/\w+/\w+/<object_id>/", path):
        return "1"
    _admin, app, model, *_rest = path.split("/")
    newest = apps.get_model(app, model).objects.order_by("-pk").first()
    return str(newest.pk) if newest else "1"


def _ids(model) -> list:
    return [*model.objects.order_by("pk").values_list("pk", flat=True), ABSENT]
