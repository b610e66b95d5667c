"""The case diary: one's own tickets, read by nobody else, and what is counted of them from five companies on."""

import csv
import datetime as dt
import io

import pytest
from django.utils import timezone

from community.core.refusals import Refused
from community.networking import actions, queries
from community.networking.models import DiaryStep, Ticket
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def nordwind(db):
    return make.make_vendor("Nordwind")


def written(at: dt.datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def figures(vendor) -> dict | None:
    actions.count_diaries()
    return queries.figures_of(vendor)


def companies(vendor, *replies: float, **said) -> list[Ticket]:
    """A ticket for each of so many new companies, replied to after so many hours."""
    return [make.make_ticket(vendor=vendor, reply=hours, **said) for hours in replies]


def test_a_ticket_is_noted_followed_up_and_removed(nordwind, bob, browse):
    client, route = browse(bob), make.make_route(nordwind, what_for="Portal faults")
    start = client.get("/diary/new/")
    form = client.get(f"/diary/new/?vendor=nordwind&route={route.pk}").content.decode()
    opened = NOW - dt.timedelta(hours=30)
    sent = {"title": "Ticketword 17", "route": route.pk, "opened_at": written(opened), "escalated": "no"}
    client.post(f"/diary/new/?vendor=nordwind&route={route.pk}", sent)
    client.post(f"/diary/new/?vendor=nordwind&route={route.pk}", sent)  # pressed twice
    noted = Ticket.objects.get()

    assert "Nordwind" in text_of(start)
    assert f'value="{route.pk}" selected' in form
    assert "waiting" in text_of(client.get("/diary/"))
    later = sent | {"first_reply_at": written(opened + dt.timedelta(hours=5)), "escalated": "manager"}
    client.post(f"/diary/{noted.pk}/", later)
    page = text_of(client.get("/diary/"))
    assert "after 5 hours" in page
    assert "through a manager at the vendor" in page

    client.post(f"/diary/{noted.pk}/remove/")
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({"first_reply_at": -1}, "The first reply cannot come before the ticket was opened."),
        ({"solved_at": -1}, "It cannot be solved before it was opened."),
        ({"solved_at": 999}, "This is yet to come. Note what has happened."),
    ],
)
def test_times_that_cannot_be_are_refused_in_words_and_nothing_typed_is_lost(hours, sentence, nordwind, bob, browse):
    opened = NOW - dt.timedelta(days=3)
    sent = {"title": "Ticketword", "notes": "Noteword", "opened_at": written(opened), "escalated": "no"}
    sent |= {name: written(opened + dt.timedelta(hours=value)) for name, value in hours.items()}

    answer = browse(bob).post("/diary/new/?vendor=nordwind", sent)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Noteword" in answer.content.decode()
    assert not Ticket.objects.exists()


def test_nobody_else_reads_changes_or_counts_on_a_ticket(nordwind, bob, mona, ada, browse):
    noted = make.make_ticket(bob, nordwind, title="Ticketword")
    colleague = make.make_partner("ben", company=bob.company)

    for other in (colleague, mona, ada):
        client = browse(other)
        assert client.get(f"/diary/{noted.pk}/").status_code == 404
        assert client.post(f"/diary/{noted.pk}/remove/").status_code == 404
        assert "Ticketword" not in text_of(client.get("/diary/"))
        assert "Ticketword" not in client.get("/diary/tickets.csv").content.decode()
        with pytest.raises(Refused):
            actions.change_ticket(noted, by=other, title="Mine")
    assert "Ticketword" not in str(noted)


def test_file_has_all_tickets_and_no_formulas(nordwind, bob, browse):
    opened = dt.datetime(2026, 3, 2, 9, 30, tzinfo=timezone.get_current_timezone())
    make.make_ticket(bob, nordwind, title="=SUM(A1)", reply=5, opened_at=opened)
    hidden = make.make_route(nordwind, address="https://hiddenword.example/")
    make.make_ticket(bob, nordwind, route=hidden)
    actions.hide_route(hidden, reason="Wrong.")

    text = browse(bob).get("/diary/tickets.csv").content.decode()

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][:1] + rows[1][3:7] == ["Nordwind", "'=SUM(A1)", "2026-03-02 09:30", "2026-03-02 14:30", ""]
    assert len(rows) == 3
    assert "hiddenword" not in text


def test_pages_of_the_diary_have_each_ticket_once(bob, nordwind):
    same = NOW - dt.timedelta(days=30)
    noted = [make.make_ticket(bob, nordwind, opened_at=same if n % 3 else same - dt.timedelta(n)).pk for n in range(45)]
    found, before = [], None
    while before is not None or not found:
        page = queries.diary(bob, before=before)
        found += [ticket.pk for ticket in page.items]
        before = page.next_key

    assert len(found) == 45
    assert set(found) == set(noted)


def test_below_five_companies_there_is_nothing_and_a_company_counts_once(nordwind, bob):
    companies(nordwind, 10, 20, 30)
    for _number in range(9):
        make.make_ticket(bob, nordwind, reply=1)  # one company, however many tickets
    assert figures(nordwind) is None

    companies(nordwind, 40)
    assert figures(nordwind)["all"] == {"companies": 5, "reply": 20, "solved": None, "escalated": 0}


def test_page_says_too_few_and_then_the_middle_and_never_who(nordwind, bob, browse):
    page, client = "/vendors/nordwind/contacts/", browse(bob)
    tickets = companies(nordwind, 3, 5, 60, 70)
    assert "Too few cases" in text_of(client.get(page))
    assert "4" not in text_of(client.get(page)).partition("How fast it answers")[2].partition("How it is ordered")[0]

    tickets += companies(nordwind, 75, escalated="rep")
    actions.count_diaries()
    shown = text_of(client.get(page)).partition("How fast it answers")[2]
    assert "First reply 2 days" in shown  # 60 hours, rounded
    assert "about 20 %" in shown
    assert [ticket for ticket in tickets if ticket.title in shown or ticket.member.company.name in shown] == []


def test_figures_move_by_five_companies_never_by_one(nordwind):
    first = companies(nordwind, 10, 10, 10, 10, 10)
    assert figures(nordwind)["all"]["reply"] == 10
    companies(nordwind, 40, 40, 40, 40)
    assert figures(nordwind)["all"] == {"companies": 5, "reply": 10, "solved": None, "escalated": 0}

    actions.change_ticket(first[0], by=first[0].member, first_reply_at=first[0].opened_at + dt.timedelta(hours=40))
    assert figures(nordwind)["all"]["reply"] == 40, "four came and one changed"

    for ticket in first:
        actions.remove_ticket(ticket, by=ticket.member)
    assert figures(nordwind) is None, "fewer than five are left"


def test_a_year_or_route_is_shown_only_if_it_and_the_rest_have_five_companies_or_none(nordwind):
    then, route = dt.datetime(2025, 5, 5, 12, tzinfo=dt.UTC), make.make_route(nordwind)
    companies(nordwind, 10, 10, 10, 10, 10, opened_at=then)
    companies(nordwind, 30, 30, 30, 30, opened_at=then.replace(year=2026), route=route)
    shown = figures(nordwind)
    assert (shown["years"], shown["routes"]) == ({}, {}), "four are on the other side"

    companies(nordwind, 30, 30, 30, 30, 30, opened_at=then.replace(year=2026), route=route)
    shown = figures(nordwind)
    assert {year: of["reply"] for year, of in shown["years"].items()} == {"2025": 10, "2026": 30}
    assert {key: of["companies"] for key, of in shown["routes"].items()} == {str(route.pk): 5}


def test_consultants_and_whoever_answers_for_the_vendor_are_not_counted(nordwind, carla):
    tickets = companies(nordwind, 10, 10, 10, 10)
    make.make_ticket(carla, nordwind, reply=10)
    assert figures(nordwind) is None
    tickets += companies(nordwind, 10)
    tickets[0].member.hats.create(vendor=nordwind, granted_at=timezone.now())
    assert figures(nordwind) is None


def test_what_is_kept_for_counting_says_nothing_of_a_ticket(nordwind):
    tickets = companies(nordwind, 10, 20, 30, 40, 50, title="Ticketword", notes="Noteword")
    actions.count_diaries()
    step = DiaryStep.objects.get()

    assert set(step.marks) == {str(ticket.member.company.pk) for ticket in tickets}
    assert "word" not in str(step.marks) + str(step.figures)
