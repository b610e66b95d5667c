"""Reasons that are given often: chosen, added to, shown beforehand as the author will read them."""

import pytest

from community.moderation.models import Decision, ReasonTemplate
from tests import factories as make
from tests.accounts.pages import text_of
from tests.leaks.rows import fingerprint

pytestmark = pytest.mark.django_db

TEXT = "It names prices under NDA. Leave them out."


@pytest.fixture
def nda(db):
    return ReasonTemplate.objects.create(kind="decline_post", title="Prices", text=TEXT)


@pytest.fixture
def held(db):
    return make.make_held_post()


def test_chosen_reason_is_enough_and_is_what_the_author_reads(browse, mona, held, nda):
    browse(mona).post(f"/moderation/posts/{held.pk}/decline/", {"template": nda.pk, "reason": ""})

    held.refresh_from_db()
    assert (held.state, held.state_reason) == ("declined", TEXT)
    assert Decision.objects.get().reason == TEXT


def test_own_words_stand_behind_the_chosen_ones(browse, mona, held, nda):
    browse(mona).post(f"/moderation/posts/{held.pk}/decline/", {"template": nda.pk, "reason": "See the third line."})

    held.refresh_from_db()
    assert held.state_reason == f"{TEXT} See the third line."


def test_neither_is_too_little_and_both_may_be_too_much(browse, mona, held, nda):
    client, address = browse(mona), f"/moderation/posts/{held.pk}/decline/"
    before = fingerprint()

    empty = client.post(address, {"template": "", "reason": " "})
    long = client.post(address, {"template": nda.pk, "reason": "r" * 490})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "Give the reason." in text_of(empty)
    assert "Together with the chosen reason this is too long." in text_of(long)
    assert "r" * 490 in long.content.decode()
    assert fingerprint() == before


def test_reason_of_another_kind_of_decision_is_not_offered(browse, mona, held, nda):
    other = ReasonTemplate.objects.create(kind="hide_question", title="Twice there", text="Asked twice.")
    client = browse(mona)

    page = client.get(f"/moderation/posts/{held.pk}/").content.decode()

    assert ("Prices" in page, "Twice there" in page) == (True, False)
    answer = client.post(f"/moderation/posts/{held.pk}/decline/", {"template": other.pk})
    assert answer.status_code == 422


THINGS = {
    "decline_post": (make.make_held_post, "was declined"),
    "hide_post": (make.make_post, "was hidden by a moderator"),
    "decline_application": (make.make_application, "was declined"),
    "decline_change": (lambda: make.make_draft(proposed_by=make.make_partner()), "was declined"),
    "hide_question": (make.make_question, "was hidden by a moderator"),
}


@pytest.mark.parametrize("decision", THINGS)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "in place"])
def test_preview_says_what_the_notification_will_say_and_decides_nothing(browse, mona, decision, headers):
    make_thing, said = THINGS[decision]
    thing, client = make_thing(), browse(mona)
    before = fingerprint()

    answer = client.post(f"/moderation/preview/{decision}/{thing.pk}/", {"reason": "Words only here."}, headers=headers)

    page = text_of(answer)
    assert said in page
    assert "Words only here." in page
    assert "will read:" in page
    assert ("<html" in answer.content.decode()) is not bool(headers)
    assert fingerprint() == before


def test_preview_and_notification_are_the_same_sentence(browse, mona, held, work):
    shown = text_of(browse(mona).post(f"/moderation/preview/decline_post/{held.pk}/", {"reason": "Too loud."}))
    browse(mona).post(f"/moderation/posts/{held.pk}/decline/", {"reason": "Too loud."})
    work()

    inbox = text_of(browse(held.author).get("/inbox/"))
    sentence = f"Your post in “{held.thread.title}” was declined"
    assert (sentence in shown, sentence in inbox, "Too loud." in inbox) == (True, True, True)


def test_page_of_the_preview_keeps_what_was_typed_and_decides_from_there(browse, mona, held, nda):
    address = f"/moderation/preview/decline_post/{held.pk}/"
    page = browse(mona).post(address, {"template": nda.pk, "reason": "Third line."}).content.decode()

    assert f'action="/moderation/posts/{held.pk}/decline/"' in page
    assert f'value="{nda.pk}" selected' in page
    assert "Third line.</textarea>" in page


@pytest.mark.parametrize("who", ["bob", "carla", "alice"])
def test_others_preview_nothing(browse, held, who, request):
    client = browse(request.getfixturevalue(who))

    assert client.post(f"/moderation/preview/decline_post/{held.pk}/", {"reason": "x"}).status_code == 404
    assert client.get("/moderation/reasons/").status_code == 404


@pytest.mark.parametrize("path", ["nothing/1", "decline_post/987654321"])
def test_preview_of_nothing_is_not_found(browse, mona, path):
    assert browse(mona).post(f"/moderation/preview/{path}/", {"reason": "x"}).status_code == 404


def test_moderator_of_a_part_previews_there_only(browse, held):
    change = make.make_change()
    mine = make.make_held_post(change.thread)
    client = browse(make.make_scoped(vendor=change.vendor))

    codes = [
        client.post(f"/moderation/preview/{path}/", {"reason": "Why."}).status_code
        for path in (
            f"decline_post/{mine.pk}", f"decline_post/{held.pk}",
            f"decline_application/{make.make_application().pk}",
        )
    ]  # fmt: skip

    assert codes == [200, 404, 404]


def test_moderators_write_change_and_remove_them_on_their_page(browse, mona):
    client = browse(mona)
    typed = {"kind": "hide_post", "title": "Rude tone", "text": "Be kind.", "position": "0"}

    client.post("/moderation/reasons/", typed)
    made = ReasonTemplate.objects.get(title="Rude tone")
    client.post(f"/moderation/reasons/{made.pk}/", typed | {"text": "Please be kind."})
    made.refresh_from_db()
    assert made.text == "Please be kind."
    assert "Please be kind." in text_of(client.get("/moderation/reasons/"))
    assert client.post("/moderation/reasons/", typed).status_code == 422, "the same name twice"
    client.post(f"/moderation/reasons/{made.pk}/remove/")
    assert not ReasonTemplate.objects.filter(title="Rude tone").exists()
