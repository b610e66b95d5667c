"""The queue, the cases and the log as pages: who gets in, and what is said there.

The addresses come from the URL configuration, so that a new one is tested before anybody thinks of it.
"""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from community.accounts.models import PartnerApplication, Sanction
from community.forum.models import Post, Thread
from community.moderation import actions, queries
from community.moderation.models import Decision
from community.programs.models import Change
from tests import factories as make
from tests.accounts.pages import text_of
from tests.leaks.routes import all_routes
from tests.leaks.rows import fingerprint

pytestmark = pytest.mark.django_db

PAGES = {
    f"community.moderation.views.{name}"
    for name in ("queue", "posts", "applications", "changes", "threads", "sanctions")
}
FOR_EVERYBODY = {"moderation_log", "item_history"}
ABSENT = 987654321
NO_PRESS = "00000000-0000-4000-8000-000000000000"  # neither there nor absent can be told, for it names no thing


def staff_routes() -> dict[str, str]:
    """The addresses of these pages that only moderators have, by name, as they stand in the URL configuration."""
    return {
        route.name: route.path for route in all_routes() if route.module in PAGES and route.name not in FOR_EVERYBODY
    }


@pytest.fixture
def things(db) -> dict[str, int]:
    """One waiting thing for each part of an address."""
    held = make.make_held_post()
    return {
        "posts": held.pk,
        "applications": make.make_application().pk,
        "changes": make.make_draft().pk,
        "together": "post",
        "undo": NO_PRESS,
        "t": held.thread_id,
        "people": held.author.handle,
        "sanctions": Sanction.objects.create(
            person=held.author, kind="silence", reason="Loud.", given_by=make.make_moderator()
        ).pk,
    }


def address(route: str, things: dict[str, int], *, absent: bool = False) -> str:
    part = route.removeprefix("moderation/").split("/")[0]
    is_absent = absent and part not in {"together", "undo"}
    return "/" + re.sub(r"<\w+>", str(ABSENT if is_absent else things.get(part, "")), route)


def test_addresses_are_found():
    assert {"queue", "post_hide", "application_approve", "change_publish", "thread_lock", "thread_pin"} <= set(
        staff_routes()
    )


@pytest.mark.parametrize("who", ["carla", "nils", "bob", "alice"])
def test_members_who_do_not_moderate_find_nothing_and_change_nothing(who, browse, things, request):
    client = browse(request.getfixturevalue(who))
    before = fingerprint()

    answers = {
        (name, method): getattr(client, method)(
            address(route, things), {"reason": "Mine now.", "trust": "1"}
        ).status_code
        for name, route in staff_routes().items()
        for method in ("get", "post", "put", "delete", "options")
    }

    assert answers == dict.fromkeys(answers, 404)
    assert fingerprint() == before


@pytest.mark.parametrize("who", [None, "sam"])
def test_visitors_and_suspended_are_asked_to_sign_in_whether_it_exists_or_not(who, browse, things, request):
    client = browse(request.getfixturevalue(who) if who else None)
    before = fingerprint()

    for route in staff_routes().values():
        for method in ("get", "post"):
            for absent in (False, True):
                path = address(route, things, absent=absent)
                response = getattr(client, method)(path)
                seen = (response.status_code, response.headers.get("Location", ""))
                assert seen == ((302, f"/accounts/login/?next={path}") if method == "get" else (401, ""))
    assert fingerprint() == before


def test_members_cannot_tell_what_exists_from_what_does_not(browse, things, bob):
    client = browse(bob)

    for route in staff_routes().values():
        bodies = []
        for absent in (False, True):
            path = address(route, things, absent=absent)
            body = client.post(path).content.decode().replace(path, "…")
            # The way back names the nearest address above that takes a visit, as it was asked for.
            bodies.append(re.sub(r'(name="next" value=")[^"]*"', r'\1…"', body))
        assert bodies[0] == bodies[1]


def test_links_alone_decide_nothing(browse, things, mona):
    client = browse(mona)
    before = fingerprint()

    answers = {name: client.get(address(route, things)).status_code for name, route in staff_routes().items()}

    deciding = {name for name in answers if "_" in name and not name.endswith(("_case", "_lock", "_pin"))}
    assert answers == {name: 405 if name in deciding else 200 for name in answers} | {"next_case": 302}
    assert fingerprint() == before


def test_form_of_another_site_decides_nothing(things, mona):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(mona, backend="community.accounts.backends.AccountBackend")
    before = fingerprint()

    answers = {name: client.post(address(route, things)).status_code for name, route in staff_routes().items()}

    assert answers == dict.fromkeys(answers, 403)
    assert fingerprint() == before


def test_what_is_absent_is_404_for_moderators_too(browse, mona):
    client = browse(mona)

    answers = {
        name: client.post(address(route, {}, absent=True), {"reason": "Why."}).status_code
        for name, route in staff_routes().items()
        if "<" in route and not name.endswith("_case")
    }

    assert answers == dict.fromkeys(answers, 404)


# --- Deciding on the pages -------------------------------------------------------------------------------

PRESSES = {
    "post_approve": ("approve_post", {}, {"state": "published"}),
    "post_decline": ("decline_post", {"reason": "Off topic."}, {"state": "declined"}),
    "application_approve": ("approve_application", {}, {"state": "approved"}),
    "application_decline": ("decline_application", {"reason": "No imprint."}, {"state": "declined"}),
    "change_publish": ("publish_change", {}, {"publication": "published"}),
    "change_decline": ("decline_change", {"reason": "No source."}, {"publication": "declined"}),
    "thread_lock": ("lock_thread", {"reason": "Settled in March."}, {"lock_reason": "Settled in March."}),
    "thread_pin": ("pin_thread", {}, {"is_pinned": True}),
}
MODELS = {"posts": Post, "applications": PartnerApplication, "changes": Change, "t": Thread}


def of_route(name: str, things: dict[str, int]):
    part = staff_routes()[name].removeprefix("moderation/").split("/")[0]
    return MODELS[part].objects.get(pk=things[part])


@pytest.mark.parametrize("name", PRESSES)
def test_button_decides_and_says_what_it_did(name, browse, things, mona):
    verb, typed, after = PRESSES[name]

    response = browse(mona).post(address(staff_routes()[name], things), typed, follow=True)

    thing = of_route(name, things)
    assert {field: getattr(thing, field) for field in after} == after
    assert list(Decision.objects.values_list("verb", "reason")) == [(verb, typed.get("reason", ""))]
    assert response.status_code == 200
    assert 'role="status"' in response.content.decode()


@pytest.mark.parametrize("name", [name for name, (_verb, typed, _after) in PRESSES.items() if typed])
@pytest.mark.parametrize("reason", ["", "   ", "r" * 501])
def test_reason_must_be_given_and_short_enough_and_is_kept(name, reason, browse, things, mona):
    client = browse(mona)
    before = fingerprint()

    response = client.post(address(staff_routes()[name], things), {"reason": reason})

    assert response.status_code == 422
    assert reason.strip() in response.content.decode()
    assert fingerprint() == before


def test_reason_of_a_lock_is_never_cut(browse, things, mona):
    response = browse(mona).post(address(staff_routes()["thread_lock"], things), {"reason": "r" * 301})

    assert response.status_code == 422
    assert not of_route("thread_lock", things).is_locked


def test_unlock_and_unpin(browse, things, mona):
    client = browse(mona)
    lock, pin = (address(staff_routes()[name], things) for name in ("thread_lock", "thread_pin"))
    for path, typed in ((lock, {"reason": "Settled."}), (pin, {}), (lock, {"unlock": "1"}), (pin, {"unpin": "1"})):
        client.post(path, typed)

    thread = of_route("thread_pin", things)
    assert (thread.is_locked, thread.lock_reason, thread.is_pinned) == (False, "", False)
    assert list(Decision.objects.order_by("pk").values_list("verb", flat=True)) == [
        "lock_thread", "pin_thread", "unlock_thread", "unpin_thread",
    ]  # fmt: skip


def test_late_press_is_told_that_it_was_late(browse, things, mona, ada):
    actions.approve_post(Post.objects.get(pk=things["posts"]), moderator=ada)

    response = browse(mona).post(f"/moderation/posts/{things['posts']}/decline/", {"reason": "Late."}, follow=True)

    assert "Decided meanwhile. What you pressed changed nothing." in text_of(response)
    assert Decision.objects.count() == 1


def test_own_post_is_left_to_a_colleague(browse, things, mona):
    Post.objects.filter(pk=things["posts"]).update(author=mona)

    response = browse(mona).post(f"/moderation/posts/{things['posts']}/approve/", follow=True)

    assert "This is yours. Another moderator decides about it." in text_of(response)
    assert not Decision.objects.exists()


def test_page_of_a_case_shows_what_the_decision_needs(browse, mona, bob):
    post = make.make_post(author=make.make_partner("petra"), source="The words of Petra.")
    actions.report(post, reporter=bob, reason="spam", note="Third time this week.")

    page = text_of(browse(mona).get(f"/moderation/posts/{post.pk}/"))

    assert "The words of Petra." in page
    assert "Advertising or spam" in page
    assert "Third time this week." in page
    assert "Petra" in page


# --- The queue -------------------------------------------------------------------------------------------


def test_queue_holds_what_waits_oldest_first_and_nothing_else(mona, bob, things):
    decided = make.make_held_post()
    actions.approve_post(decided, moderator=mona)
    make.make_change()
    reported = make.make_post()
    actions.report(reported, reporter=bob, reason="spam")

    keys = [item.key for item in queries.queue(mona)]

    assert keys == [
        f"post-{things['posts']}",
        f"application-{things['applications']}",
        f"change-{things['changes']}",
        f"report-{reported.pk}",
    ]
    assert queries.waiting_count(mona) == 4


def test_queue_counts_a_post_reported_twice_once(mona, bob, bea):
    post = make.make_post()
    for reporter in (bob, bea):
        actions.report(post, reporter=reporter, reason="spam")

    assert [item.key for item in queries.queue(mona)] == [f"report-{post.pk}"]
    assert queries.waiting_count(mona) == 1


@pytest.mark.parametrize("who", ["visitor", "carla", "bob", "alice", "sam"])
def test_queue_is_empty_for_others(who, request, things):
    viewer = request.getfixturevalue(who)

    assert (queries.queue(viewer), queries.waiting_count(viewer)) == ([], 0)


def test_queue_costs_the_same_however_much_waits(browse, mona, django_assert_max_num_queries):
    def wait():
        actions.report(make.make_post(), reporter=make.make_user(), reason="spam")
        make.make_held_post()
        make.make_application()
        make.make_draft()

    wait()
    client = browse(mona)
    with django_assert_max_num_queries(30) as once:
        client.get("/moderation/")
    for _more in range(3):
        wait()

    with django_assert_max_num_queries(len(once)):
        client.get("/moderation/")


# --- The log ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = 'Rewritten.'", "DELETE FROM {}"])
def test_database_refuses_to_change_the_log(statement, mona):
    actions.hide_post(make.make_post(), moderator=mona, reason="As it was.")
    table = Decision._meta.db_table

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert Decision.objects.get().reason == "As it was."


def test_public_log_names_the_role_and_never_the_person(browse, bob, mona, ada):
    mona.name, ada.name = "Monalisa Mosebach", "Adalbert Adler"
    mona.save()
    ada.save()
    actions.hide_post(make.make_post(), moderator=mona, reason="Under NDA.")
    actions.hide_post(make.make_post(), moderator=ada, reason="Unkind.")

    for viewer in (None, bob):
        page = text_of(browse(viewer).get("/moderation/log/"))
        assert "Mona" not in page
        assert "Ada" not in page
        assert page.index("administrator hid a post") < page.index("moderator hid a post")
        assert "Under NDA." in page
    staff = text_of(browse(mona).get("/moderation/log/"))
    assert "Monalisa Mosebach hid a post" in staff
    assert "Adalbert Adler hid a post" in staff


def test_public_log_names_only_what_the_viewer_may_see(browse, bob, carla, mona):
    rumour = make.make_rumour(title="Canary title of a rumour that partners tell", moderator=mona)
    hidden = make.make_thread(title="Canary title of a thread that is hidden")
    shown = make.make_thread(title="Plain title that everybody may read")
    for thread in (hidden, shown):
        actions.lock_thread(thread, moderator=mona, reason="Settled.")
    Thread.objects.filter(pk=hidden.pk).update(hidden_at=hidden.created_at)

    pages = {who: text_of(browse(viewer).get("/moderation/log/")) for who, viewer in (("bob", bob), ("carla", carla))}

    titles = [rumour.title, hidden.title, shown.title]
    assert [title in pages["bob"] for title in titles] == [True, False, True]
    assert [title in pages["carla"] for title in titles] == [False, False, True]
    assert [page.count("locked a thread") for page in pages.values()] == [2, 2]


def test_log_says_nothing_of_whose_application_it_was(browse, mona):
    applicant = make.make_user("anton", name="Anton Anders")
    application = make.make_application(applicant, company_name="Anders IT")
    actions.decline_application(application, moderator=mona, reason="We could not verify it.")

    page = text_of(browse().get("/moderation/log/"))

    assert "declined a partner application" in page
    assert "Anders" not in page


def test_log_goes_on_page_by_page_without_a_gap(browse, mona):
    thread = make.make_thread()
    for _press in range(queries.LOG_PAGE // 2 + 1):
        actions.pin_thread(thread, moderator=mona)
        actions.unpin_thread(thread, moderator=mona)

    first = queries.log(mona)
    second = queries.log(mona, before=first.next_key)

    seen = [entry.decision.pk for entry in [*first.items, *second.items]]
    assert seen == list(Decision.objects.order_by("-pk").values_list("pk", flat=True))
    assert (len(first.items), second.next_key) == (queries.LOG_PAGE, None)


@pytest.mark.parametrize("before", ["", "0", "-1", "x", "²", "9" * 30, "9" * 5000])
def test_log_and_inbox_take_any_place_to_begin(browse, bob, before):
    assert [browse(bob).get(path, {"before": before}).status_code for path in ("/moderation/log/", "/inbox/")] == [
        200
    ] * 2


def test_log_costs_the_same_for_one_decision_and_for_many(browse, mona, django_assert_max_num_queries):
    actions.hide_post(make.make_post(), moderator=mona, reason="One.")
    make.make_change(moderator=mona)
    actions.lock_thread(make.make_thread(), moderator=mona, reason="One.")
    client = browse()
    with django_assert_max_num_queries(30) as once:
        client.get("/moderation/log/")
    for _more in range(3):
        actions.hide_post(make.make_post(), moderator=mona, reason="More.")
        make.make_change(moderator=mona)
        actions.lock_thread(make.make_thread(), moderator=mona, reason="More.")

    with django_assert_max_num_queries(len(once)):
        client.get("/moderation/log/")
