"""Kinds of threads: who may open them, and what each says besides."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.core.refusals import Refused
from community.forum import actions, queries, rules
from community.forum.models import BenefitReview, TeamingOffer, Thread
from tests import factories as make
from tests.forum.test_views import typed
from tests.pages import parse

pytestmark = pytest.mark.django_db

TEXT = "We used them for a year."


@pytest.fixture
def tag(db):
    return make.make_tag("benefits")


@pytest.fixture
def row(db):
    row = make.make_row(name="Cloud credits")
    make.make_matrix_term(row)
    return row


@pytest.fixture
def common(tag):
    return {"title": "What the credits were worth", "source": TEXT, "tags": [tag.name]}


@pytest.fixture
def review(common):
    return common | {"kind": "review", "row": "another", "benefit": "Exam vouchers", "worked": "yes", "value": "1-5k"}


@pytest.fixture
def offer(common):
    until = timezone.localdate() + dt.timedelta(days=30)
    return common | {"kind": "offer", "side": "need", "region": "Lyon", "until": until.isoformat()}


def fields(answer) -> set[str]:
    """The names of the visible fields of the form."""
    page = parse(answer.text)
    found = [e for tag in ("input", "select", "textarea") for e in page.iter(tag)]
    return {e.get("name") for e in found if e.get("type") not in {"hidden", "submit"} and e.get("name")}


COMMON = {"kind", "title", "source", "image", "tags", "mask"}
OWN = {
    "question": set(), "discussion": set(), "review": {"row", "benefit", "worked", "value"},
    "offer": {"side", "region", "until"},
}  # fmt: skip


@pytest.mark.parametrize("kind", OWN)
def test_the_form_shows_the_fields_of_its_kind_and_no_others(kind, browse, bob, tag):
    reader = browse(bob)

    assert fields(reader.get(f"/t/new/?kind={kind}")) == COMMON | OWN[kind]
    chosen = reader.post("/t/new/", {"choose": "1", "kind": kind, "title": "Sho", "source": TEXT, "tags": [tag.name]})
    assert chosen.status_code == 200
    assert fields(chosen) == COMMON | OWN[kind]


def test_choosing_another_kind_keeps_all_that_was_typed_and_complains_of_nothing(browse, bob, tag):
    answer = browse(bob).post(
        "/t/new/",
        {"choose": "1", "kind": "offer", "title": "Sho", "source": TEXT, "tags": [tag.name], "region": "Lyon"},
    )

    inputs = {(e.get("name"), e.get("value")) for e in parse(answer.text).iter("input")}
    assert {("title", "Sho"), ("region", "Lyon")} <= inputs
    assert typed(answer) == TEXT
    ticked = [e.get("value") for e in parse(answer.text).iter("input") if e.get("checked") is not None]
    assert sorted(ticked) == ["", "benefits", "offer"]  # without a pseudonym
    assert "missing" not in answer.text
    assert not Thread.objects.exists()


def test_who_posts_without_the_fields_gets_them_with_the_text_kept(browse, bob, common):
    answer = browse(bob).post("/t/new/", common | {"kind": "review"})

    assert answer.status_code == 422
    assert fields(answer) == COMMON | OWN["review"]
    assert "Choose the benefit, or “another one”." in answer.text
    assert "Say whether it worked." in answer.text
    assert typed(answer) == TEXT


@pytest.mark.parametrize("who", ["bob", "nils", "mona"])
def test_only_moderators_are_offered_announcements(who, browse, request):
    shown = browse(request.getfixturevalue(who)).get("/t/new/?kind=announcement").text

    assert ('value="announcement"' in shown) is (who == "mona")


def test_announcements_are_for_moderators_and_discussions_of_changes_for_nobody(bob, mona, tag):
    for who, kind, sentence in (
        (bob, "announcement", "Only moderators announce. Start a discussion instead."),
        (mona, "change", "A thread about a change is opened with the change."),
        (bob, "soup", "A thread about a change is opened with the change."),
    ):
        with pytest.raises(Refused) as refusal:
            actions.start_thread(author=who, kind=kind, title="A title that is long", tags=[tag], source=TEXT)
        assert refusal.value.sentence == sentence
    assert rules.kinds_for(bob) == ["question", "discussion", "review", "offer"]
    started = actions.start_thread(author=mona, kind="announcement", title="Closed on Monday", tags=[tag], source=TEXT)
    assert started.kind == "announcement"


def test_a_review_without_what_it_says_is_a_mistake_of_ours(bob, tag):
    for kind, details in (("review", None), ("question", TeamingOffer()), ("offer", BenefitReview())):
        with pytest.raises(ValueError, match="says nothing about"):
            actions.start_thread(
                author=bob, kind=kind, title="A title that is long", tags=[tag], source=TEXT, details=details
            )
    assert not Thread.objects.exists()


# --- benefit reviews ----------------------------------------------------------------------------------


def test_a_review_of_a_benefit_of_the_matrix_leads_there(browse, bob, review, row):
    answer = browse(bob).post("/t/new/", review | {"row": str(row.pk), "benefit": "", "worked": "no"}, follow=True)

    said = BenefitReview.objects.get()
    assert (said.thread.kind, said.row, said.benefit, said.worked, said.value) == (
        "review", row, "Cloud credits", False, "1-5k"
    )  # fmt: skip
    program = row.program
    assert f'href="/vendors/{program.vendor.slug}/{program.slug}/matrix/"' in answer.text
    for words in ("Cloud credits", "It did not", "€1,000–5,000"):
        assert words in answer.text.partition('class="kind-facts"')[2].partition("</dl>")[0]
    row.delete()
    assert "Cloud credits" in browse().get(said.thread.get_absolute_url()).text


def test_a_review_of_another_benefit_names_it(browse, bob, review):
    assert browse(bob).post("/t/new/", review).status_code == 302

    said = BenefitReview.objects.get()
    assert (said.row, said.benefit, said.worked) == (None, "Exam vouchers", True)


BROKEN = [
    ({"row": "another", "benefit": ""}, "Write the name of the benefit."),
    ({"row": ""}, "Choose the benefit, or “another one”."),
    ({"row": "999999"}, "Select a valid choice."),
    ({"benefit": "x" * 121}, "121"),
    ({"worked": "perhaps"}, "Select a valid choice."),
    ({"value": "much"}, "Select a valid choice."),
]


@pytest.mark.parametrize(("wrong", "sentence"), BROKEN)
def test_whatever_is_wrong_with_a_review_is_said_and_the_text_kept(wrong, sentence, browse, bob, review):
    answer = browse(bob).post("/t/new/", review | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed(answer) == TEXT
    assert not Thread.objects.exists()


def test_only_benefits_that_everybody_may_know_are_offered(row, bob, browse):
    rumour, program = make.make_rumour(), row.program
    for name, kind, change in (("Rumoured credits", "benefit", rumour), ("A fee", "fee", None)):
        make.make_matrix_term(make.make_row(program, name=name, kind=kind), change=change)
    make.make_row(program, name="Empty row")

    assert [found.name for found in queries.reviewable_benefits()] == ["Cloud credits"]
    shown = browse(bob).get("/t/new/?kind=review").text
    assert "Cloud credits" in shown
    assert "Rumoured credits" not in shown


# --- offers -------------------------------------------------------------------------------------------


def test_an_offer_says_where_and_until_when_and_then_that_it_is_over(browse, bob, offer):
    answer = browse(bob).post("/t/new/", offer, follow=True)

    said = TeamingOffer.objects.get()
    assert (said.side, said.region, said.until) == ("need", "Lyon", timezone.localdate() + dt.timedelta(days=30))
    facts = answer.text.partition('class="kind-facts"')[2].partition("</dl>")[0]
    assert "We look for" in facts
    assert "Lyon" in facts
    assert "over" not in facts
    page = said.thread.get_absolute_url()
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        assert not said.is_over
    with time_machine.travel(timezone.now() + dt.timedelta(days=32)):
        assert "<b>over</b>" in browse().get(page).text
        assert "Lyon, over" in browse().get("/t/?kind=offer").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"until": (timezone.localdate() - dt.timedelta(days=1)).isoformat()}, "Choose a day from today on"),
        ({"until": (timezone.localdate() + dt.timedelta(days=400)).isoformat()}, "Choose a day from today on"),
        ({"until": "soon"}, "Enter a valid date."),
        ({"until": ""}, "Say until when it stands."),
        ({"region": ""}, "Say where, or “remote”."),
        ({"side": ""}, "Say whether you offer or look for something."),
    ],
)
def test_whatever_is_wrong_with_an_offer_is_said_and_the_text_kept(wrong, sentence, browse, bob, offer):
    answer = browse(bob).post("/t/new/", offer | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed(answer) == TEXT


# --- lists --------------------------------------------------------------------------------------------


def test_the_list_shows_one_kind_or_all(browse, bob, mona, review, offer):
    browse(bob).post("/t/new/", review | {"title": "A review of the vouchers"})
    browse(bob).post("/t/new/", offer | {"title": "An offer for Lyon and around"})
    make.make_thread(mona, kind="announcement", title="An announcement to everybody")
    make.make_thread(bob, kind="discussion", title="A discussion of everything")

    def listed(query: str) -> list[str]:
        page = parse(browse().get(f"/t/{query}").text)
        return sorted("".join(e.itertext()) for e in page.iter("h3"))

    assert listed("?kind=review") == ["A review of the vouchers"]
    assert listed("?kind=offer") == ["An offer for Lyon and around"]
    assert listed("?kind=announcement") == ["An announcement to everybody"]
    assert listed("?kind=discussion") == ["A discussion of everything"]
    assert len(listed("")) == 4
