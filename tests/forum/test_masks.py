"""Verified pseudonyms: written under one, read, answered, edited, taken back; and what is refused."""

import pytest
from django.core import mail

from community.accounts import masks
from community.accounts.models import User
from community.core.refusals import Refused
from community.forum import actions, queries
from community.forum.models import Draft, Post, Thread
from community.moderation import actions as moderation
from community.notifications.models import Notification
from tests import factories as make

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """As the next request loads them."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def thread(bea):
    return make.make_thread(bea)


@pytest.fixture
def masked(thread, bob):
    return make.make_post(thread, bob, masked=True)


# --- Who it is said to be ---------------------------------------------------------------------------


def test_post_under_a_pseudonym_names_nobody(masked, bob):
    face = masked.author

    assert face.pk != bob.pk
    assert face.name == "Verified partner"
    assert face.handle.startswith("masked-")
    assert (face.email, face.is_active, face.has_usable_password(), face.company) == (None, False, False, None)


def test_facts_are_shown_as_far_as_five_companies_share_them():
    for _number in range(4):
        make.make_partner(company=make.make_company(country="DE", size="11-50"))
    writer = make.make_partner(company=make.make_company(country="DE", size="11-50"))
    lonely = make.make_partner(company=make.make_company(country="DE", size="251+"))

    assert queries.mask_for(writer) == "Verified partner · DE · 11–50"
    assert queries.mask_for(lonely) == "Verified partner · DE"


def test_same_person_has_one_face_in_a_thread_and_another_in_the_next(thread, bob):
    first, second = make.make_post(thread, bob, masked=True), make.make_post(thread, fresh(bob), masked=True)
    elsewhere = make.make_post(make.make_thread(), fresh(bob), masked=True)

    assert first.author_id == second.author_id != elsewhere.author_id
    assert first.author.handle != elsewhere.author.handle
    assert fresh(bob).face_count == 2
    assert list(masks.miscounted()) == []


def test_two_of_one_label_are_told_apart_by_letters(thread, bob):
    dora = make.make_partner("dora")
    posts = [make.make_post(thread, who, masked=True) for who in (bob, dora)]

    assert [fresh(post.author).name for post in posts] == ["Verified partner · A", "Verified partner · B"]
    assert queries.mask_for(fresh(bob), thread) == "Verified partner · A"


def test_thread_can_be_started_under_a_pseudonym(bob, browse):
    thread = make.make_thread(bob, masked=True)

    assert thread.author.is_face
    assert thread.last_post_by == thread.author
    assert thread.posts.get().author == thread.author
    assert b"Started by" in browse().get(thread.get_absolute_url()).content


def test_form_offers_it_to_partners_and_never_by_default(thread, bob, carla, browse):
    page = browse(bob).get(thread.get_absolute_url()).content.decode()

    assert '<input type="radio" name="mask" value="" checked>' in page
    assert 'name="mask" value="Verified partner">' in page
    assert 'name="mask"' not in browse(carla).get(thread.get_absolute_url()).content.decode()


def test_reply_by_the_form_says_what_the_form_said(thread, bob, browse):
    client = browse(bob)
    client.post(f"/t/{thread.pk}/replies/", {"source": "They refused it.", "mask": "Verified partner"})

    post = thread.posts.get(number=2)
    assert post.author.is_face
    page = browse().get(thread.get_absolute_url()).content.decode()
    assert "Verified partner" in page
    assert "bob" not in page.lower()
    own = client.get(thread.get_absolute_url()).content.decode()
    assert f"/t/{thread.slugged_id}/2/delete/" in own
    assert '<span class="post__hat" data-hat="mask">you</span>' in own


def test_thread_by_the_form(bob, browse):
    make.make_tag("renewal")
    body = {"kind": "question", "title": "Who was refused a renewal lately", "source": "Me.", "tags": "renewal"}
    browse(bob).post("/t/new/", body | {"mask": "Verified partner"})

    assert Thread.objects.get().author.is_face


def test_preview_says_under_which_name(bob, browse):
    answer = browse(bob).post("/t/preview/", {"source": "Words.", "mask": "Verified partner"})

    assert "shown as “Verified partner”" in answer.content.decode()


# --- What the person does with it ---------------------------------------------------------------------


def test_own_post_is_edited_and_nobody_is_named_as_editor(masked, bob, browse):
    Post.objects.filter(pk=masked.pk).update(published_at="2026-01-01T00:00Z")
    Post.objects.filter(pk=masked.pk).update(published_at=masked.published_at - actions.editing.rules.EDIT_WINDOW / 2)
    browse(bob).post(f"/posts/{masked.pk}/edit/", {"source": "Other words.", "version": 1, "mask": ""})

    masked.refresh_from_db()
    assert masked.source == "Other words."
    assert masked.author.is_face, "a post stays under its pseudonym"
    assert masked.revisions.get().edited_by == masked.author
    assert b"bob" not in browse().get(f"/t/{masked.thread.slugged_id}/2/history/").content.lower()


def test_named_post_stays_named(thread, bob, browse):
    post = make.make_post(thread, bob)
    browse(bob).post(f"/posts/{post.pk}/edit/", {"source": "Other.", "version": 1, "mask": "Verified partner"})

    post.refresh_from_db()
    assert (post.source, post.author) == ("Other.", bob)


def test_own_post_is_removed_and_brought_back(masked, bob, browse):
    client, at = browse(bob), f"/t/{masked.thread.slugged_id}/2/"
    client.post(f"{at}delete/")
    masked.refresh_from_db()
    assert masked.state == "deleted"

    client.post(f"{at}undelete/")
    masked.refresh_from_db()
    assert masked.is_published


def test_others_neither_edit_nor_remove_it(masked, bea):
    for act in (
        lambda: actions.edit_post(masked, by=bea, source="Mine.", version=1),
        lambda: actions.delete_post(masked, by=bea),
    ):
        with pytest.raises(Refused):
            act()


def test_answer_reaches_the_person_and_own_posts_do_not(thread, masked, bob, bea, work):
    actions.post_reply(author=bea, thread=thread, source="Same here, @bob.", parent=masked)
    actions.post_reply(author=fresh(bob), thread=thread, source="So two of us.", mask="Verified partner")
    work()

    told = Notification.objects.order_by("pk").values_list("recipient", "kind", "activity__actor")
    mine = masked.author_id
    assert list(told) == [(bob.pk, "post.answers_you", bea.pk), (bea.pk, "post.in_your_thread", mine)]
    letter = next(letter for letter in mail.outbox if letter.to == [bea.email])
    assert "Verified partner" in letter.body
    assert b"bob" not in letter.message().as_bytes().lower()
    actions.post_reply(author=fresh(bob), thread=thread, source="As @bob said.", mask="Verified partner")
    work()
    assert Notification.objects.filter(recipient=bob).count() == 1, "nobody is told of what they wrote themselves"


def test_starter_under_a_pseudonym_hears_of_replies(bob, bea, work):
    thread = make.make_thread(bob, masked=True)
    actions.post_reply(author=bea, thread=thread, source="Me too.")
    work()

    assert list(Notification.objects.values_list("recipient", "kind")) == [(bob.pk, "post.in_your_thread")]


def test_own_posts_are_not_unread(masked, bob, bea):
    for reader, unread in ((fresh(bob), []), (bea, [2])):
        actions.mark_read(masked.thread, member=reader, up_to=1)
        assert queries.thread_for(reader, masked.thread_id).reading.unread == unread


def test_own_lists_and_standing_have_it(masked, bob, browse):
    client = browse(bob)

    assert masked.thread.title in client.get("/t/?list=mine").content.decode()


def test_held_post_is_seen_by_its_author_and_goes_back_to_their_drafts(thread, nils, mona, browse, work):
    post = make.make_post(thread, nils, masked=True)
    assert post.is_held
    client = browse(nils)
    assert post.source in client.get(thread.get_absolute_url()).content.decode()

    moderation.decline_post(post, moderator=mona, reason="Off topic.")

    draft = Draft.objects.get(member=nils)
    assert (draft.source, draft.rest["mask"]) == (post.source, [post.author.name])
    page = client.get(thread.get_absolute_url()).content.decode()
    assert 'value="Verified partner" checked>' in page, "who forgot to choose it again would say their name"
    assert client.get(f"/posts/{post.pk}/").status_code == 200
    work()
    assert list(Notification.objects.values_list("recipient", "kind")) == [(nils.pk, "post.declined")]


def test_first_posts_of_a_person_count_whatever_they_sign_with(thread, nils, mona):
    for masked in (True, False, True):
        moderation.approve_post(make.make_post(thread, fresh(nils), masked=masked), moderator=mona)

    assert make.make_post(thread, fresh(nils)).is_published


def test_drafts_remember_the_choice(thread, bob, browse):
    client = browse(bob)
    client.post(f"/t/{thread.pk}/draft/", {"source": "Unfin", "mask": "Verified partner"})

    assert 'value="Verified partner" checked>' in client.get(thread.get_absolute_url()).content.decode()


def test_form_sent_twice_gives_one_post(thread, bob, browse):
    client, key = browse(bob), "2b5a9d1e-4c1f-4df1-9c52-0d0f2f3f9a10"
    for _press in range(2):
        client.post(f"/t/{thread.pk}/replies/", {"source": "Once.", "mask": "Verified partner", "form_key": key})

    assert thread.posts.filter(source="Once.").count() == 1


def test_moved_posts_keep_faces_apart(thread, bob, mona):
    dora, other = make.make_partner("dora"), make.make_thread()
    here, there = make.make_post(thread, bob, masked=True), make.make_post(other, dora, masked=True)

    moderation.merge_thread(other, into=thread, moderator=mona, reason="The same question.")

    names = {fresh(post.author).name for post in (here, there)}
    assert names == {"Verified partner · A", "Verified partner · B"}
    again = make.make_post(thread, fresh(dora), masked=True)
    assert again.author_id == there.author_id, "she goes on under the name that she had"


# --- What is refused ----------------------------------------------------------------------------------


def refused(**how) -> str:
    with pytest.raises(Refused) as refusal:
        actions.post_reply(**({"source": "Words.", "mask": "Verified partner"} | how))
    return refusal.value.sentence


def test_hat_and_pseudonym_are_not_worn_at_once(thread):
    company = make.make_company()
    person = make.make_partner(company=company)
    hat = person.hats.create(vendor=make.make_vendor(), granted_at=company.verified_at)

    assert "not both" in refused(author=person, thread=thread, hat=hat)
    assert "You speak for a vendor" in refused(author=fresh(person), thread=thread)


def test_only_verified_partners_have_one(thread, carla, mona):
    unverified = make.make_partner(company=make.make_company(verified_at=None))
    scoped = make.make_moderator(company=make.make_company())

    assert "Only partners of verified companies" in refused(author=unverified, thread=thread)
    assert "Who moderates gives their name" in refused(author=scoped, thread=thread)
    assert "Partners" in refused(author=carla, thread=thread) or "partners" in refused(author=carla, thread=thread)


def test_pseudonym_that_tells_more_than_was_read_is_refused(thread, bob):
    assert "would read “Verified partner” by now" in refused(author=bob, thread=thread, mask="Verified partner · AT")
    assert not thread.posts.filter(number=2).exists()


def test_images_are_not_shown_under_a_pseudonym(thread, masked, bob, uploads):
    image = make.make_image(bob)

    assert "Images can be traced" in refused(author=fresh(bob), thread=thread, source=f"See: {image.markdown}")
    with pytest.raises(Refused, match="Images can be traced"):
        actions.edit_post(masked, by=fresh(bob), source=f"See: {image.markdown}", version=1)


def test_own_masked_post_is_not_marked_helpful(masked, bob):
    with pytest.raises(Refused, match="your own post"):
        actions.give_signal(masked, by=fresh(bob), kind="helpful")


def test_own_masked_answer_is_not_accepted(bob, bea):
    question = make.make_thread(bob, kind="question")
    own = make.make_post(question, bob, masked=True)
    under_cover = make.make_thread(fresh(bea), kind="question", masked=True)
    named = make.make_post(under_cover, fresh(bea))

    for post, asker in ((own, bob), (named, bea)):
        with pytest.raises(Refused, match="your own answer"):
            actions.accept_answer(post, by=fresh(asker))


def test_who_asked_under_a_pseudonym_accepts_under_it(bob, bea):
    question = make.make_thread(bob, kind="question", masked=True)
    answer = make.make_post(question, bea)

    assert actions.accept_answer(answer, by=fresh(bob))
    question.refresh_from_db()
    assert question.accepted_answer.accepted_by == question.author


def test_starter_under_a_pseudonym_does_not_sum_up(bob, browse):
    thread = make.make_thread(bob, masked=True)

    with pytest.raises(Refused, match="under a pseudonym"):
        actions.write_summary(thread, by=fresh(bob), source="So far.", version=0)
    assert "/summary/" not in browse(bob).get(thread.get_absolute_url()).content.decode()


def test_pseudonym_is_not_trusted(thread, nils, mona):
    post = make.make_post(thread, nils, masked=True)

    with pytest.raises(Refused, match="cannot be trusted"):
        moderation.approve_post(post, moderator=mona, trust=True)
    assert fresh(nils).trusted_at is None
    assert moderation.approve_post(post, moderator=mona)


def test_own_masked_post_is_not_reported_or_decided_about(masked, bob, mona):
    with pytest.raises(Refused, match="your own post"):
        moderation.report(masked, reporter=fresh(bob), reason="spam")
    User.objects.filter(pk=bob.pk).update(role="moderator")
    with pytest.raises(Refused, match="This is yours"):
        moderation.hide_post(masked, moderator=fresh(bob), reason="Off topic.")


def test_companies_are_not_counted_for_each_page_and_anew_where_it_was_no_longer_right(browse, thread, monkeypatch):
    writer, address = make.make_partner(company=make.make_company(country="DE", size="251+")), thread.get_absolute_url()
    reader = browse(writer)
    assert 'value="Verified partner"' in reader.get(address).text
    for _number in range(4):
        make.make_company(country="DE")
    assert 'value="Verified partner"' in reader.get(address).text

    refused = reader.post(f"{address}replies/", {"source": "Said by nobody.", "mask": "Verified partner"})
    assert (refused.status_code, Post.objects.filter(source="Said by nobody.").exists()) == (422, False)
    assert 'value="Verified partner · DE"' in refused.text
    assert 'value="Verified partner · DE"' in reader.get(address).text
    reader.post(f"{address}replies/", {"source": "Said by nobody.", "mask": "Verified partner · DE"})
    assert Post.objects.get(source="Said by nobody.").author.name == "Verified partner · DE"
