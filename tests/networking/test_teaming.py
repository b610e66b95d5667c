"""The teaming board: what stands on it and until when, what fits, who is told, and how one answers."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from community.accounts.models import User
from community.core.refusals import Refused, TooSoon
from community.moderation import actions as moderation
from community.networking import actions, queries
from community.networking.models import Conversation, Introduction, TeamingAlert, TeamingEntry
from community.networking.rules.teaming import Side, points, reasons_for
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.networking.helping import tell

SAYS = "Forty mailboxes have to move before the portal closes; we do the talking."
FORM = {
    "kind": "need", "title": "Mailboxes of a harbour office", "source": SAYS, "tags": ["renewal"], "terms": "share",
    "terms_note": "15 % for a year", "countries": ["DE"], "languages": [], "vendor": "",
}  # fmt: skip


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def later(**much):
    return time_machine.travel(timezone.now() + dt.timedelta(**much), tick=False)


def form(**said) -> dict:
    return FORM | {"expires_on": today(30).isoformat()} | said


def told(**of) -> dict[str, int]:
    """Who was told of entries, with how many."""
    counts: dict[str, int] = {}
    for handle in TeamingAlert.objects.filter(**of).order_by("pk").values_list("person__handle", flat=True):
        counts[handle] = counts.get(handle, 0) + 1
    return counts


# --- from a need to a conversation ------------------------------------------------------------------


@pytest.mark.django_db
def test_a_need_is_told_to_whoever_offers_that_and_is_answered_by_an_introduction(browse, bob, bea, work):
    make.make_tag("renewal")
    make.make_entry(bea, "offer", title="Room for mailboxes in spring", countries=["DE", "AT"])
    asking, helping = browse(bob), browse(bea)

    page = asking.post("/teaming/new/", form(), follow=True)
    work()

    entry = TeamingEntry.objects.get(author=bob)
    assert "Offers that fit Room for mailboxes in spring" in text_of(page)
    (mail,) = mails_to(bea.email)
    assert mail.subject == "A need that fits your offer: “Mailboxes of a harbour office”"
    assert "Tag in common: #renewal · Country in common: Germany" in mail.body
    assert told() == {"bea": 1}

    found = helping.get(entry.get_absolute_url())
    answer = f"/people/bob/introduction/?about={entry.get_absolute_url()}"
    assert answer in found.content.decode()
    assert SAYS in text_of(found)
    given = {"blurb": "We have moved two harbours and have room in May.", "contact": "Ring bea-at-work"}
    helping.post(answer, given | {"about": entry.get_absolute_url()})
    introduction = Introduction.objects.get()
    work()

    read = text_of(asking.get(introduction.get_absolute_url()))
    (request,) = mails_to(bob.email)
    assert "About: Mailboxes of a harbour office" in read
    before_the_yes = [mail.body, request.body, read, text_of(found), text_of(helping.get("/teaming/"))]
    addresses = (bob.email, bea.email, "bea-at-work")
    assert [word for word in addresses if word in "".join(before_the_yes).replace(f"value={word}", "")] == []

    asking.post(f"{introduction.get_absolute_url()}accept/", {"contact": "Ring bob-at-work"})

    assert "bob-at-work" in text_of(helping.get(introduction.get_absolute_url()))
    assert Conversation.objects.visible_to(bea).count() == 1


# --- the board -------------------------------------------------------------------------------------


@pytest.fixture
def board(db) -> list[TeamingEntry]:
    """Four entries of as many people."""
    vendor = make.make_vendor("Nordwind")
    return [
        make.make_entry(title="A need in Germany", countries=["DE"], tags=[make.make_tag("licences")]),
        make.make_entry(title="An offer in Norway", kind="offer", countries=["NO"], vendor=vendor),
        make.make_entry(title="A need wherever it is"),
        make.make_entry(make.make_partner("kim"), title="A need of kim alone", countries=["NO"]),
    ]


@pytest.mark.django_db
def test_members_read_the_board_and_choose_what_the_address_says(board, browse, carla):
    germany, norway, wherever, of_kim = (entry.title for entry in board)
    client = browse(carla)

    def shown(query: str) -> list[str]:
        page = text_of(client.get(f"/teaming/{query}"))
        return [entry.title for entry in reversed(board) if entry.title in page]

    assert shown("") == [of_kim, wherever, norway, germany]
    assert shown("?kind=offer") == [norway]
    assert shown("?country=DE") == [wherever, germany]
    assert shown("?vendor=nordwind&kind=offer&country=NO") == [norway]
    assert shown("?tag=licences") == [germany]
    assert shown(f"?before={board[2].pk}") == [norway, germany]
    assert shown("?kind=teapot&country=XX&before=x") == [of_kim, wherever, norway, germany]
    assert shown("?vendor=none") == shown("?mine=1") == []
    assert browse().get("/teaming/").status_code == 302
    assert browse().get(board[0].get_absolute_url()).status_code == 302


@pytest.mark.django_db
def test_a_person_and_their_company_show_what_stands_there_to_members(board, browse, bob):
    kim = User.objects.get(handle="kim")
    pages = (kim.get_absolute_url(), kim.company.get_absolute_url())

    assert ["A need of kim alone" in text_of(browse(bob).get(page)) for page in pages] == [True, True]
    assert ["A need of kim alone" in text_of(browse().get(page)) for page in pages] == [False, False]


# --- posting ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_cannot_be_posted_says_why_and_keeps_what_was_typed(browse, bob):
    make.make_tag("renewal")
    wrong = {
        "source": f"{SAYS} Write to bob@nord.example.", "terms_note": "call +49 30 1234567", "tags": [],
        "expires_on": today(91).isoformat(), "starts_on": today(9).isoformat(), "ends_on": today(8).isoformat(),
    }  # fmt: skip

    page = browse(bob).post("/teaming/new/", form(**wrong))

    assert (page.status_code, TeamingEntry.objects.count()) == (422, 0)
    assert page.context["form"].errors.keys() == {"source", "terms_note", "tags", "expires_on", "ends_on"}
    assert "Take the mail address or number out" in text_of(page)
    assert SAYS in page.content.decode()
    assert browse(bob).post("/teaming/new/", form(source=f"{SAYS} From 2026-12-01: 1 500 000 €.")).status_code == 302


@pytest.mark.django_db
def test_partners_post_ten_at_most_five_a_day_and_the_same_once(bob, carla):
    first = make.make_entry(bob, title="The same title twice", source=SAYS)

    assert make.make_entry(bob, title="The same title twice", source=SAYS) == first
    with pytest.raises(Refused, match="Partners post"):
        make.make_entry(carla)
    for _number in range(4):
        make.make_entry(bob)
    with pytest.raises(TooSoon, match="5 needs and offers within a day"):
        make.make_entry(bob)
    with later(days=2):
        for _number in range(5):
            make.make_entry(bob)
    with later(days=4), pytest.raises(Refused, match="You have 10"):
        make.make_entry(bob)


@pytest.mark.django_db
def test_its_author_changes_it_and_nobody_else_does(browse, bob, bea):
    entry = make.make_entry(bob, vendor=make.make_vendor("Nordwind"), countries=["DE"])
    page = browse(bob).get(f"{entry.get_absolute_url()}change/").content.decode()
    changed = form(title="Another title of the same", kind="offer", countries=["NO", "SE"])

    browse(bob).post(f"{entry.get_absolute_url()}change/", changed)
    refused = browse(bea).post(f"{entry.get_absolute_url()}change/", changed | {"title": "What bea would say"})

    assert ('value="nordwind" selected' in page, entry.source in page) == (True, True)
    entry.refresh_from_db()
    assert (entry.title, entry.kind, entry.countries, entry.vendor) == (changed["title"], "need", ["NO", "SE"], None)
    assert SAYS in entry.html
    assert refused.status_code == 302
    with pytest.raises(Refused, match="Who posted it"):
        actions.close_entry(entry, by=bea)


# --- until when ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_after_its_day_it_is_off_the_board_and_its_author_brings_it_back(browse, bob, bea):
    entry = make.make_entry(bob)
    with later(days=30):
        assert entry in TeamingEntry.objects.open()
        assert actions.end_past_entries() == 0
    with later(days=31):
        assert TeamingEntry.objects.open().count() == 0, "whether or not the job was there"
        page = text_of(browse(bea).get(entry.get_absolute_url()))
        assert ("Off the board: expired" in page, "introduction" in page) == (True, False)
        assert (actions.end_past_entries(), actions.end_past_entries()) == (1, 0)
        browse(bob).post(f"{entry.get_absolute_url()}renew/")
        entry.refresh_from_db()
        assert (entry.state, entry.expires_on, entry.ended_at) == ("open", today(30), None)
        assert actions.renew_entry(entry, by=bob) is False


@pytest.mark.django_db
def test_its_author_hears_once_that_its_day_is_near_and_once_more_after_renewing(bob, work):
    entry = make.make_entry(bob, title="Mailboxes of a harbour")
    warned = []
    for days in (26, 27, 28, 50):
        with later(days=days):
            warned.append(actions.warn_of_ends())
            work(scheduled=False)
        if days == 28:
            with later(days=29):
                actions.renew_entry(entry, by=bob)
    with later(days=57):
        warned.append(actions.warn_of_ends())

    assert warned == [0, 1, 0, 0, 1]
    (mail,) = mails_to(bob.email)
    assert mail.subject.startswith("“Mailboxes of a harbour” goes off the teaming board soon")


@pytest.mark.django_db
def test_somebody_was_found_or_it_is_closed_and_half_a_year_later_it_is_gone(bob):
    taken, closed, hidden = (make.make_entry(bob) for _number in range(3))

    assert [actions.take_entry(taken, by=bob), actions.close_entry(taken, by=bob)] == [True, False]
    assert actions.close_entry(closed, by=bob) is True
    actions.close_entry(hidden, by=bob)
    assert set(TeamingEntry.objects.values_list("state", flat=True)) == {"taken", "closed"}
    assert list(TeamingEntry.objects.open()) == []
    actions.renew_entry(taken, by=bob)
    actions.take_entry(taken, by=bob)
    with later(days=100):
        actions.hide_entry(hidden, reason="It names somebody.")
    with later(days=183):
        assert actions.forget_entries() == 0
    with later(days=185):
        assert actions.forget_entries() == 2
    with later(days=285):
        assert actions.forget_entries() == 1


# --- who is told -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nobody_is_told_who_is_apart_sanctioned_a_colleague_or_of_the_same_market(bob, mona, work):
    bob.company.country, bob.company.roles = "DE", ["reseller"]
    bob.company.save()
    blocked, blocking, silenced, near, fits = (
        make.make_entry(make.make_partner(handle), "offer").author for handle in ["ida", "ben", "sue", "nora", "fay"]
    )
    make.make_entry(make.make_partner("cora", company=bob.company), "offer")
    make.make_entry(make.make_partner("elsa"), "need", title="A need is no offer")
    make.make_entry(make.make_partner("otto"), "offer", tags=[make.make_tag("another")])
    tell(near, country="DE", role="reseller")
    tell(fits, country="DE", role="reseller")
    actions.set_peer_settings(near, shown_in_own_market=False)
    actions.block_person(blocked, member=bob)
    actions.block_person(bob, member=blocking)
    moderation.sanction(silenced, kind="silence", lasts=dt.timedelta(days=1), reason="Rude.", moderator=mona)
    work()

    entry = make.make_entry(bob)
    work()

    assert set(told(entry=entry)) == {"fay"}


@pytest.mark.django_db
def test_a_need_is_told_to_those_who_say_that_they_can_help_if_they_want_so_and_have_room(bob, work):
    knows, full, refuses, silent = (make.make_partner(handle) for handle in ("kara", "flo", "rosa", "stan"))
    tell(knows, skills="renewal", languages="de")
    tell(full, skills="renewal", full=True)
    tell(refuses, skills="renewal")
    tell(silent, skills="renewal", can_help="")
    actions.set_peer_settings(refuses, takes_offers="no")

    make.make_entry(bob, languages=["de"])
    make.make_entry(make.make_partner(), "offer", title="An offer is told to authors alone")
    work()

    assert told() == {"kara": 1, "bob": 1}
    assert mails_to(knows.email)[0].subject.startswith("A need that fits what you tell of yourself: “Mailboxes")


@pytest.mark.django_db
def test_at_most_five_are_told_of_one_and_nobody_of_four_within_a_week(bob, work):
    vendor = make.make_vendor("Nordwind")
    best = make.make_entry(make.make_partner("best"), "offer", vendor=vendor).author
    for number in range(6):
        make.make_entry(make.make_partner(f"offer{number}"), "offer", countries=["NO"])

    for _number in range(4):
        make.make_entry(make.make_partner(), vendor=vendor)
    work()
    first = told()
    with later(days=8):
        entry = make.make_entry(make.make_partner(), vendor=vendor)
        work()
        assert actions.tell_whom_it_fits(entry.pk) == 0, "once"

    assert TeamingAlert.objects.values("entry").distinct().count() == 5
    assert first[best.handle] == max(first.values()) == 3
    assert all(TeamingAlert.objects.filter(entry=one).count() <= 5 for one in TeamingEntry.objects.all())
    assert told()[best.handle] == 4


# --- what fits -------------------------------------------------------------------------------------

FEW = st.frozensets(st.sampled_from("abc"), max_size=2)
DAYS = st.none() | st.dates(dt.date(2027, 1, 1), dt.date(2027, 1, 9))
SIDES = st.builds(
    Side, tags=FEW, vendor=st.sampled_from(["", "Nordwind", "Westwind"]), countries=FEW, languages=FEW,
    starts_on=DAYS, ends_on=DAYS,
).filter(lambda side: not (side.starts_on and side.ends_on) or side.starts_on <= side.ends_on)  # fmt: skip


@given(SIDES, SIDES)
@settings(max_examples=80, deadline=None)
def test_what_fits_fits_either_way_and_never_without_something_that_proves_it(one, other):
    reasons = reasons_for(one, other)

    assert reasons == reasons_for(other, one)
    assert points(reasons) <= 12
    if reasons:
        assert one.tags & other.tags or one.vendor == other.vendor != ""
        assert {one.vendor, other.vendor} - {""} in ({one.vendor}, {other.vendor}, set())
        assert not one.countries or not other.countries or one.countries & other.countries
        open_ended = (one.ends_on and other.starts_on, other.ends_on and one.starts_on)
        assert not open_ended[0] or other.starts_on <= one.ends_on
        assert not open_ended[1] or one.starts_on <= other.ends_on
    leaving_open = replace(other, countries=frozenset(), languages=frozenset(), starts_on=None, ends_on=None, vendor="")
    assert bool(reasons_for(one, leaving_open)) == bool(one.tags & other.tags), "what is left open keeps nobody apart"


@pytest.mark.django_db
def test_five_that_fit_best_stand_beside_it_but_for_those_whom_the_reader_must_not_meet(bob, bea, carla):
    entry = make.make_entry(bob, countries=["DE"])
    offers = [make.make_entry(kind="offer") for _number in range(6)]
    best = make.make_entry(bea, "offer", countries=["DE"])

    def beside(reader) -> list[TeamingEntry]:
        return [fit.own for fit in queries.fits_beside(reader, queries.entry_for(reader, entry.pk))]

    assert beside(carla) == [best, *reversed(offers[2:])]
    actions.block_person(bea, member=bob)
    assert best not in beside(bob)
    assert beside(carla)[0] == best, "or the block would show"
    actions.hide_entry(offers[5], reason="It names somebody.")
    assert offers[5] not in beside(carla)
    reader, company = make.make_partner(), best.author.company
    for one in (reader.company, company):
        one.country, one.roles = "DE", ["reseller"]
        one.save()
    assert beside(reader)[0] == best
    actions.set_peer_settings(bea, shown_in_own_market=False)
    assert best not in beside(reader)
    assert beside(carla)[0] == best


@pytest.mark.django_db
def test_who_blocks_is_offered_no_answer_and_whom_one_blocks_reads_what_everybody_reads(browse, bob, bea, carla):
    entry = make.make_entry(bob)
    form = f"/people/bob/introduction/?about={entry.get_absolute_url()}"

    def is_offered(reader) -> bool:
        return form in browse(reader).get(entry.get_absolute_url()).content.decode()

    assert [is_offered(reader) for reader in (bea, carla, bob)] == [True, False, False]
    actions.block_person(bea, member=bob)
    assert is_offered(bea), "or the block would show"
    page = browse(bea).get(form)
    assert ("Bob takes no requests for introductions." in text_of(page), "<textarea" in page.content.decode()) == (
        True, False,
    )  # fmt: skip
    actions.unblock_person(bea, member=bob)
    actions.block_person(bob, member=bea)
    assert not is_offered(bea)


# --- what is taken away ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_hidden_is_read_by_its_author_and_moderators_alone_and_cannot_be_changed(browse, bob, bea, mona, work):
    entry = make.make_entry(bob, title="A title that is hidden", countries=["DE"])
    asked = make.make_introduction(bea, bob, about=entry)
    work()
    actions.hide_entry(entry, reason="It names somebody.")
    places = ["/teaming/", entry.get_absolute_url(), bob.get_absolute_url(), asked.get_absolute_url()]

    def seen(reader) -> list[bool]:
        return [entry.title in text_of(browse(reader).get(place)) for place in places]

    assert seen(bea) == [False, False, False, False]
    assert seen(bob)[1] is seen(mona)[1] is True
    page = text_of(browse(bob).get(entry.get_absolute_url()))
    assert ("It names somebody." in page, "Take it off" in page) == (True, False)
    with pytest.raises(Refused, match="This is hidden"):
        actions.renew_entry(entry, by=bob)
    assert entry not in TeamingEntry.objects.open()
