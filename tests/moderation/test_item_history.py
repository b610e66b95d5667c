"""What everybody who may see a thing reads of the decisions about it."""

import pytest

from community.moderation import actions as moderation
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_history_of_a_hidden_post_names_roles_verbs_and_reasons(browse, mona, ada):
    post = make.make_post(source="What must not be read.")
    moderation.hide_post(post, moderator=mona, reason="Quotes a letter under NDA.")
    moderation.restore_post(post, moderator=ada, reason="It was public.")
    moderation.hide_post(post, moderator=mona, reason="It was not.")

    thread = browse().get(post.thread.get_absolute_url()).text
    page = browse().get(f"/moderation/log/post/{post.pk}/")

    assert f'href="/moderation/log/post/{post.pk}/"' in thread
    said = ["Quotes a letter under NDA.", "It was public.", "It was not."]
    places = [page.text.index(words) for words in said]
    assert places == sorted(places)
    assert (page.text.count("A moderator"), page.text.count("An administrator")) == (2, 1)
    assert mona.name not in page.text
    assert ada.name not in page.text
    assert post.source not in page.text


def test_moderators_read_the_names(browse, mona, ada):
    thread = make.make_thread()
    moderation.lock_thread(thread, moderator=ada, reason="Calm down.")

    page = browse(mona).get(f"/moderation/log/thread/{thread.pk}/").text

    assert f"<b>{ada.name}</b> locked a thread" in page
    assert f"/moderation/log/thread/{thread.pk}/" in browse().get(thread.get_absolute_url()).text


@pytest.mark.parametrize(
    ("who", "status"), [(None, 404), ("bea", 404), ("nils", 200), ("mona", 200)], ids=["visitor", "bea", "nils", "mona"]
)
def test_the_history_of_a_declined_post_is_its_authors(browse, request, nils, mona, who, status):
    post = make.make_held_post(author=nils)
    moderation.decline_post(post, moderator=mona, reason="Off topic, alas.")

    answer = browse(request.getfixturevalue(who) if who else None).get(f"/moderation/log/post/{post.pk}/")

    assert answer.status_code == status
    assert ("Off topic, alas." in answer.text) is (status == 200)


def test_what_is_decided_about_a_hidden_answer_is_read_where_its_change_is(browse, mona):
    answer = make.make_answer(make.make_question()).answer
    moderation.hide_answer(answer, moderator=mona, reason="Not by this vendor.")

    page = browse().get(f"/moderation/log/officialanswer/{answer.pk}/")

    assert "Not by this vendor." in page.text


@pytest.mark.parametrize("address", ["partnerapplication/{}", "user/{}", "post/987654321", "nothing/1"])
def test_nothing_else_has_a_public_history(browse, mona, address):
    application = make.make_application()
    moderation.decline_application(application, moderator=mona, reason="No imprint.")

    assert browse().get(f"/moderation/log/{address.format(application.pk)}/").status_code == 404
