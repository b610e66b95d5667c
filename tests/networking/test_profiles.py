"""What people tell of themselves: who reads which part of it, beside which posts it stands, and how it is told."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.accounts import retention
from community.accounts.models import Company, Sanction, User
from community.accounts.withholding import give_texts_back, hide_texts, show_hidden_texts, withhold_texts, write_texts
from community.networking.models import Part, Profile, Skill, VendorTie
from community.networking.queries import shown_profile
from community.programs import actions as programs
from tests import factories as make
from tests.counting import counts
from tests.networking.test_directory import befriend, witness

pytestmark = pytest.mark.django_db

EDIT = "/accounts/peers/profile/"


def parts_read(viewer) -> set[str]:
    """The parts of the witness that their page shows."""
    shown = shown_profile(User.objects.with_company().get(handle="wim"), viewer)
    read = {
        "skills": [tag.name for tag in shown.skills] == ["witness"], "can_help": shown.can_help == "helpword",
        "looking_for": shown.looking_for == "lookword", "languages": shown.languages == ["Vietnamese"],
        "countries": shown.countries == ["Vietnam"], "programs": [str(one.program) for one in shown.holdings] != [],
        "ties": [tie["name"] for tie in shown.ties] == ["Tieword Inc"] and shown.ties_note == "notedword",
        "capacity": shown.capacity is not None and shown.capacity.free == 2,
    }  # fmt: skip
    return {part for part, is_read in read.items() if is_read}


@pytest.mark.parametrize(
    ("level", "who"),
    [
        ("everybody", ["visitor", "carla", "alice", "bob", "mona", "ada"]),
        ("members", ["carla", "alice", "bob", "mona", "ada"]),
        ("contacts", ["mona", "ada"]),
    ],
)
def test_each_level_has_its_readers(level, who, request):
    person = witness(level)
    readers = {name: request.getfixturevalue(name) for name in ("visitor", "carla", "alice", "bob", "mona", "ada")}

    read = {name: parts_read(reader) for name, reader in readers.items()}

    every = set(Part.values)
    assert read == {name: every if name in who else set() for name in readers}
    assert parts_read(person) == every


def test_contacts_read_what_is_for_contacts_and_visitors_never_do(bob, visitor, monkeypatch):
    befriend(monkeypatch, witness("contacts"))

    assert (parts_read(bob), parts_read(visitor)) == (set(Part.values), set())


@pytest.mark.parametrize("part", list(Part.values))
def test_each_part_has_its_own_level(part, bob):
    profile = witness("members").profile
    profile.shown_to[part] = "contacts"
    profile.save()

    assert parts_read(bob) == set(Part.values) - {part}


def test_programs_are_read_by_no_more_people_than_the_company_says(bob, carla):
    witness("everybody", company_shows="partners")

    assert ("programs" in parts_read(bob), "programs" in parts_read(carla)) == (True, False)


def test_the_page_shows_what_is_told_and_to_nobody_else(bob, browse):
    witness("members")
    member, visitor = browse(bob).get("/people/wim/").text, browse().get("/people/wim/").text

    for words in ("helpword", "lookword", "Vietnamese", "Vietnam", "Tieword Inc", "notedword", "2 of 3 free until"):
        assert (words in member, words in visitor) == (True, False)


def test_room_is_not_shown_after_its_day(bob):
    person = make.make_partner("wim")
    make.make_profile(person, capacity=make.make_capacity(days=0))
    assert shown_profile(person, bob).capacity is not None

    Profile.objects.update(capacity_until=timezone.localdate() - dt.timedelta(days=1))
    assert shown_profile(person, bob).capacity is None


# --- Beside posts -----------------------------------------------------------------------------------------


def test_a_tie_stands_beside_posts_about_that_vendor_and_nowhere_else(bob, bea, browse, visitor):
    change, other = make.make_change(), make.make_change()
    make.make_profile(bea, ties={change.vendor: "commission"}, shown={"ties": "everybody"})
    for thread in (change.thread, other.thread, make.make_thread(bob)):
        make.make_post(thread, bea)
    words = f"tied to {change.vendor}: is paid commission by it"

    assert words in browse().get(change.thread.get_absolute_url()).text
    assert "tied to" not in browse().get(other.thread.get_absolute_url()).text
    assert "tied to" not in browse().get(bob.threads.last().get_absolute_url()).text


def test_a_tie_is_read_by_those_to_whom_it_is_shown(bob, bea, browse):
    change = make.make_change()
    make.make_profile(bea, ties={change.vendor: "shares"})
    make.make_post(change.thread, bea)
    address = change.thread.get_absolute_url()

    assert ("tied to" in browse(bob).get(address).text, "tied to" in browse().get(address).text) == (True, False)
    make.make_profile(bea, ties={change.vendor: "shares"}, shown={"ties": "contacts"})
    assert "tied to" not in browse(bob).get(address).text


def test_no_tie_stands_beside_a_pseudonym(bea, browse, mona):
    change = make.make_change()
    make.make_profile(bea, ties={change.vendor: "shares"}, shown="everybody")
    make.make_post(change.thread, bea, masked=True)

    assert "tied to" not in browse(mona).get(change.thread.get_absolute_url()).text


def test_ties_cost_one_query_however_many_posts(bea, bob, browse):
    change = make.make_change()
    make.make_profile(bea, ties={change.vendor: "shares"})
    make.make_post(change.thread, bea)

    browse(bob).get(change.thread.get_absolute_url())  # which counts the companies for his pseudonym, once an hour
    first = counts(browse(bob), {"thread": change.thread.get_absolute_url()})
    for _time in range(3):
        make.make_post(change.thread, bea)
    assert counts(browse(bob), {"thread": change.thread.get_absolute_url()}) == first


# --- Telling it ---------------------------------------------------------------------------------------------


def form(**changes) -> dict:
    filled = {
        "can_help": "Migrations", "looking_for": "A colleague", "languages": ["de", "sv"], "capacity_total": "3",
        "capacity_taken": "1", "capacity_until": "2099-05-31", "ties_note": "Until 2020.", "is_listed": "on",
        "ties-TOTAL_FORMS": "1", "ties-INITIAL_FORMS": "0", "ties-0-vendor": "", "ties-0-kind": "",
    }  # fmt: skip
    return filled | {f"shown_{part}": "contacts" for part in Part.values} | changes


def test_all_of_it_is_told_in_one_form(bob, browse):
    vendor, tag = make.make_vendor(), make.make_tag("renewal")
    sent = form(skills=["renewal"], **{"ties-0-vendor": vendor.pk, "ties-0-kind": "family"})

    assert browse(bob).post(EDIT, sent)["Location"] == "/people/bob/"

    profile = Profile.objects.get(member=bob)
    assert (profile.can_help, profile.looking_for, profile.languages) == ("Migrations", "A colleague", ["de", "sv"])
    assert (profile.capacity_total, profile.capacity_taken, profile.capacity_until) == (3, 1, dt.date(2099, 5, 31))
    assert (profile.ties_note, profile.is_listed) == ("Until 2020.", True)
    assert profile.shown_to == dict.fromkeys(Part.values, "contacts")
    assert list(Skill.objects.values_list("member", "tag")) == [(bob.pk, tag.pk)]
    assert list(VendorTie.objects.values_list("member", "vendor", "kind")) == [(bob.pk, vendor.pk, "family")]
    page = browse(bob).get(EDIT).text
    assert ("Migrations" in page, 'value="2099-05-31"' in page) == (True, True)

    browse(bob).post(EDIT, form(capacity_total="", capacity_taken="", capacity_until="", is_listed=""))
    profile.refresh_from_db()
    assert (profile.capacity_total, profile.is_listed, Skill.objects.count(), VendorTie.objects.count()) == (
        None, False, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"capacity_taken": "4"}, "More cannot be taken than there is."),
        ({"capacity_until": ""}, "Tell how much there is and until when, or leave all three empty."),
        ({"capacity_total": ""}, "Tell how much there is and until when, or leave all three empty."),
        ({"capacity_until": "2020-01-01"}, "This day is over. Give one that is still to come."),
        ({"shown_skills": "nobody"}, "Select a valid choice"),
        ({"can_help": "x" * 501}, "at most 500 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(wrong, sentence, bob, browse):
    answer = browse(bob).post(EDIT, form(**wrong))

    assert (answer.status_code, sentence in answer.text, Profile.objects.count()) == (422, True, 0)
    assert "A colleague" in answer.text


def test_a_tie_needs_its_kind(bob, browse):
    answer = browse(bob).post(EDIT, form(**{"ties-0-vendor": make.make_vendor().pk}))

    assert (answer.status_code, "Say what binds you to it, or choose no vendor." in answer.text) == (422, True)


def test_ten_skills_are_enough(bob, browse):
    names = [make.make_tag(f"skill-{number}").name for number in range(11)]

    assert "Choose at most ten. You chose 11." in browse(bob).post(EDIT, form(skills=names)).text
    assert browse(bob).post(EDIT, form(skills=names[:10])).status_code == 302


def test_who_is_silenced_tells_nothing_new(bob, mona):
    Sanction.objects.create(person=bob, kind="silence", reason="Spam.", given_by=mona)

    with pytest.raises(PermissionDenied, match="You can read, but not write"):
        make.make_profile(bob)


def test_the_database_keeps_what_a_profile_may_say(bob):
    profile = make.make_profile(bob)
    for wrong in ({"capacity_total": 2}, {"shown_to": {}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Profile.objects.filter(pk=profile.pk).update(**wrong)


# --- Taken away, and gone -----------------------------------------------------------------------------------


def texts_of(person) -> tuple:
    profile = Profile.objects.get(member=person)
    return profile.can_help, profile.looking_for, profile.ties_note


def test_a_reported_profile_is_withheld_with_all_that_it_tells(bob):
    given = {"can_help": "One", "looking_for": "Two", "ties_note": "Three"}
    make.make_profile(bob, texts=given)

    waiting = withhold_texts(bob)
    assert (texts_of(bob), waiting.lines) == (("", "", ""), ["One", "Two", "Three"])
    make.make_profile(bob, texts=given | {"can_help": "Anew"})
    assert texts_of(bob) == ("", "", "")
    give_texts_back(bob)
    assert texts_of(bob) == ("Anew", "Two", "Three")


def test_hidden_texts_come_back_where_nothing_new_stands(bob):
    make.make_profile(bob, texts={"can_help": "One", "looking_for": "Two", "ties_note": ""})
    hidden = hide_texts(bob, reason="Spam.")
    write_texts(bob, can_help="Anew")

    assert show_hidden_texts(bob, hidden=hidden) is True
    assert texts_of(bob) == ("Anew", "Two", "")


def test_closing_the_account_leaves_nothing(bob):
    make.make_profile(bob, skills=[make.make_tag("renewal")], ties={make.make_vendor(): "shares"})
    company = Company.objects.get(pk=bob.company.pk)
    programs.tell_business(bob, held=[])

    retention.scrub(bob)

    assert [model.objects.count() for model in (Profile, Skill, VendorTie)] == [0, 0, 0]
    assert company.memberships.count() == 0
