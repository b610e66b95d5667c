"""Pages and forms of questions and answers: what is typed is kept, what is refused changes nothing."""

import pytest

from community.moderation import actions as moderation
from community.programs import actions
from community.programs.models import FixReport, OfficialAnswer, Question, Verdict
from tests import factories as make
from tests.accounts.pages import text_of
from tests.leaks.rows import fingerprint

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TEXT = "Do customers under a running agreement keep their cases?"
WHOLE_PAGE = "<html"


@pytest.fixture
def question(bob):
    """Bob's, on a change of its own."""
    return make.make_question(asker=bob)


def at(question: Question, what: str) -> str:
    """The address of one of the question's forms."""
    return f"/changes/{question.change.slugged_id}/questions/{question.number}/{what}/"


def of(change, what: str) -> str:
    return f"/changes/{change.slugged_id}/{what}/"


# --- forms with errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write the question."),
        ("Why is that so?", "Make the question at least 20 characters long. It has 15."),
        ("A   b" + "   " * 20, "Make the question at least 20 characters long. It has 3."),
        ("Why " * 200, "Make the question at most 600 characters long. It has 799."),
    ],
)
def test_question_that_cannot_be_taken_stays_in_the_form(browse, bob, text, says):
    change = make.make_change()
    page = browse(bob).post(of(change, "questions/new"), {"text": text, "unnamed": "on"})

    assert page.status_code == 422
    assert says in text_of(page)
    assert page.context["form"]["text"].value() == text
    assert "checked" in str(page.context["form"]["unnamed"])
    assert not Question.objects.exists()


def test_question_like_another_is_asked_only_on_purpose(browse, bea, question):
    Question.objects.filter(pk=question.pk).update(text=TEXT)
    client, words = browse(bea), "Which customers under a running agreement lose their cases?"
    page = client.post(of(question.change, "questions/new"), {"text": words})

    assert page.status_code == 422
    assert TEXT in text_of(page)
    assert words in page.text
    assert Question.objects.count() == 1
    asked = client.post(of(question.change, "questions/new"), {"text": words, "anyway": "1"})
    assert asked["Location"] == f"/changes/{question.change.slugged_id}/questions/2/"
    assert list(Question.objects.order_by("pk").values_list("text", flat=True)) == [TEXT, words]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"body": "", "q1": "answers"}, "Write the answer, also if you refuse: say why."),
        ({"body": "Cases **stay**."}, "Say for at least one question whether you answer it."),
        ({"body": "Cases **stay**.", "q1": ""}, "Say for at least one question whether you answer it."),
        ({"body": "Cases **stay**.", "q1": "perhaps"}, "perhaps is not one of the available choices."),
        ({"body": "Cases **stay**.", "q2": "answers"}, "Say for at least one question whether you answer it."),
        ({"body": "x" * 8001, "q1": "answers"}, "at most 8000 characters (it has 8001)"),
    ],
)
def test_answer_that_cannot_be_taken_stays_in_the_form(browse, question, given, says):
    hidden = make.make_question(question.change)
    actions.hide_question(hidden, by=make.make_moderator(), reason="Spam.")
    speaker = make.make_representative(vendor=question.change.vendor)
    page = browse(speaker).post(of(question.change, "answers/new"), given)

    assert page.status_code == 422
    assert says in text_of(page)
    assert page.context["form"]["body"].value() == given["body"]
    assert not OfficialAnswer.objects.exists()


def test_answer_is_given_and_leads_to_itself(browse, question):
    speaker = make.make_representative(vendor=question.change.vendor)
    answered = browse(speaker).post(of(question.change, "answers/new"), {"body": "They **stay**.", "q1": "partly"})

    answer = OfficialAnswer.objects.get()
    assert answered["Location"] == f"{question.change.get_absolute_url()}#answer-{answer.pk}"
    assert list(answer.ticks.values_list("question__number", "kind")) == [(1, "partly")]
    assert "They <strong>stay</strong>." in browse().get(question.change.get_absolute_url()).text


def test_fix_with_a_wrong_address_keeps_the_note(browse, bob, question):
    page = browse(bob).post(at(question, "fixed"), {"note": "Uploads work again.", "url": "not an address"})

    assert page.status_code == 422
    assert "Uploads work again." in page.text
    assert "not an address" in page.text
    assert not FixReport.objects.exists()


# --- in place --------------------------------------------------------------------------------------------


def test_signing_answers_htmx_with_the_section_and_others_with_a_redirect_to_it(browse, bea, question):
    client = browse(bea)
    part = client.post(at(question, "sign"), headers=HTMX)

    assert part.status_code == 200
    assert 'id="questions"' in part.text
    assert WHOLE_PAGE not in part.text
    assert "Take the signature back" in part.text
    assert "8 more companies and the question is sent as it stands." in part.text
    back = client.post(at(question, "sign"), {"stop": "1"})
    assert back["Location"] == f"{question.change.get_absolute_url()}#questions"
    assert question.signatures.filter(company=bea.company).count() == 0


def test_unnamed_signature_shows_no_name_to_anybody(browse, bea, bob, question):
    part = browse(bea).post(at(question, "sign"), {"unnamed": "1"}, headers=HTMX)

    assert "your company stands behind it, unnamed" in text_of(part)
    for person in (None, bob, bea):
        section = text_of(browse(person).get(of(question.change, "questions")))
        assert "one company that is not named" in section
        assert bob.company.name in section
        assert bea.company.name not in section


def test_tenth_signature_sends_in_place(browse, bea):
    question = make.make_question(signers=9)
    part = browse(bea).post(at(question, "sign"), headers=HTMX)

    assert "Your company was the one that was missing: Q1 is sent." in part.text
    assert "Co-sign" not in part.text
    refused = browse(make.make_partner()).post(at(question, "sign"), headers=HTMX)
    assert refused.status_code == 200
    assert "This question has been sent." in refused.text
    assert question.signatures.count() == 10


@pytest.mark.parametrize(
    ("agrees", "says", "state"),
    [("1", "Noted: it answers Q1.", "answered"), ("0", "Noted: it does not answer Q1.", "")],
)
def test_word_about_an_answer_is_shown_in_place(browse, bob, question, agrees, says, state):
    tick = make.make_answer(question)
    part = browse(bob).post(of(question.change, f"answers/{tick.pk}/verdict"), {"agrees": agrees}, headers=HTMX)

    assert part.status_code == 200
    assert says in part.text
    assert 'id="questions"' in part.text
    assert WHOLE_PAGE not in part.text
    assert part.text.count('aria-pressed="true"') == 1
    assert ("disputed by 1 company" in part.text) is (agrees == "0")
    question.refresh_from_db()
    assert question.outcome == state


@pytest.mark.parametrize("given", [{}, {"agrees": "2"}, {"agrees": "yes"}])
def test_word_that_is_none_is_not_found(browse, bob, question, given):
    tick = make.make_answer(question)
    assert browse(bob).post(of(question.change, f"answers/{tick.pk}/verdict"), given).status_code == 404
    assert not Verdict.objects.exists()


def test_answer_of_another_change_is_not_found(browse, bob, question):
    tick = make.make_answer(make.make_question(asker=bob))
    address = of(question.change, f"answers/{tick.pk}/verdict")
    assert browse(bob).post(address, {"agrees": "1"}).status_code == 404
    assert not Verdict.objects.exists()


# --- addresses -------------------------------------------------------------------------------------------


def test_address_of_a_merged_question_leads_to_the_one_that_stands(browse, bob, mona):
    change = make.make_change()
    first, second, third = (make.make_question(change, asker=bob) for _number in range(3))
    moderation.merge_question(first, into=second, moderator=mona)
    moderation.merge_question(second, into=third, moderator=mona)

    for number in (1, 2, 3):
        to = browse().get(f"/changes/{change.slugged_id}/questions/{number}/")
        assert to["Location"] == f"{change.get_absolute_url()}#q3"
    section = text_of(browse().get(of(change, "questions")))
    assert "Q1 merged into Q3" in section
    assert "Q2 merged into Q3" in section


def test_address_of_a_hidden_question_is_its_askers(browse, bob, bea, mona, question):
    moderation.hide_question(question, moderator=mona, reason="It names a person.")
    address = question.get_absolute_url()

    assert [browse(person).get(address).status_code for person in (None, bea, bob, mona)] == [404, 404, 302, 302]
    assert "hidden by a moderator: It names a person." in text_of(browse(bob).get(address, follow=True))
    assert question.text not in browse(bea).get(of(question.change, "questions")).text


def test_hidden_answer_leaves_the_reason_in_its_place(browse, bob, mona, question):
    tick = make.make_answer(question, body="A customer pays 7 francs.")
    moderation.hide_answer(tick.answer, moderator=mona, reason="Says what a customer pays.")

    for person, reads in ((None, False), (bob, False), (tick.answer.author, True), (mona, True)):
        for address in (question.change.get_absolute_url(), of(question.change, "questions")):
            page = browse(person).get(address)
            assert "An official answer was hidden by a moderator: Says what a customer pays." in text_of(page)
            assert ("A customer pays 7 francs." in page.text) is reads
            assert f"/answers/{tick.pk}/verdict/" not in page.text


# --- who may not -----------------------------------------------------------------------------------------


def forms(question: Question, tick) -> list[tuple[str, dict]]:
    """Every form about a question, an answer and its ticks, filled in so that it would do something."""
    change = question.change
    other = make.make_question(change)
    return [
        (of(change, "questions/new"), {"text": TEXT, "anyway": "1"}),
        (at(question, "sign"), {}),
        (at(question, "sign"), {"unnamed": "1"}),
        (at(question, "sign"), {"stop": "1"}),
        (at(question, "fixed"), {"note": "It works."}),
        (of(change, "answers/new"), {"body": "They stay.", "q1": "answers"}),
        (of(change, f"answers/{tick.pk}/verdict"), {"agrees": "1"}),
        (of(change, f"answers/{tick.pk}/verdict"), {"agrees": "0"}),
        (f"/moderation/questions/{question.pk}/edit/", {"text": TEXT}),
        (f"/moderation/questions/{question.pk}/merge/", {"into": other.pk}),
        (f"/moderation/questions/{question.pk}/hide/", {"reason": "No."}),
        (f"/moderation/questions/{question.pk}/show/", {}),
        (f"/moderation/questions/{question.pk}/handover/", {"on": "2026-11-20"}),
        (f"/moderation/answers/{tick.answer_id}/hide/", {"reason": "No."}),
        (f"/moderation/answers/{tick.answer_id}/show/", {}),
    ]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("who", [None, "carla", "alice"])
def test_forms_of_others_change_no_row(who, headers, request, browse, question):
    """Visitors, consultants, and the representative of another vendor; with the tokens of nobody."""
    tick = make.make_answer(question)
    filled = forms(question, tick)
    client = browse(request.getfixturevalue(who) if who else None)
    before = fingerprint()

    answers = [(client.post(address, data, headers=headers).status_code, address) for address, data in filled]
    assert fingerprint() == before
    for status, address in answers:
        if who is None:
            assert status == 401, address
        elif address.startswith("/moderation/"):
            assert status == 404, address
        else:
            assert status == (200 if headers and ("sign" in address or "verdict" in address) else 302), address


def test_refusal_says_why_where_one_comes_back(browse, carla, alice, question):
    for person, address, says in (
        (carla, of(question.change, "questions/new"), "Apply as a partner with your company"),
        (carla, at(question, "sign"), "Apply as a partner with your company"),
        (alice, of(question.change, "answers/new"), "Only representatives of"),
        (question.asked_by, of(question.change, "answers/new"), "Only representatives of"),
    ):
        page = browse(person).post(address, {"text": TEXT, "body": "Yes.", "q1": "answers"}, follow=True)
        assert says in text_of(page)


def test_forms_about_a_rumour_do_not_exist_for_those_who_do_not_hear_it(browse, carla, alice):
    question = make.make_question(make.make_rumour())
    for person in (carla, alice):
        client = browse(person)
        for address, data in (
            (of(question.change, "questions/new"), {"text": TEXT}), (at(question, "sign"), {}),
            (at(question, "fixed"), {}), (of(question.change, "answers/new"), {"body": "Yes.", "q1": "answers"}),
        ):  # fmt: skip
            assert client.post(address, data).status_code == 404
    assert (Question.objects.count(), question.signatures.count()) == (1, 1)
