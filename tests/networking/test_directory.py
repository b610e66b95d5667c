"""The directory: who stands in it, how they are found, and that nothing is found by what one may not read."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from community.accounts import retention
from community.accounts.models import Company, Membership, Sanction, User
from community.accounts.withholding import give_texts_back, withhold_texts
from community.forum.queries import mask_for
from community.networking.actions import accept_introduction, learn_words
from community.networking.models import DirectoryEntry, DirectoryText, Part
from community.networking.queries import Wanted, directory_page, words_in
from community.programs import actions as programs
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(viewer, text: str = "", *, after: str = "", room: bool = False, **chosen) -> list[str]:
    return [entry.person.handle for entry in page_of(viewer, text, after=after, room=room, **chosen).people.items]


def page_of(viewer, text: str = "", *, after: str = "", room: bool = False, **chosen):
    return directory_page(viewer, Wanted(words=words_in(text), chosen=chosen, has_room=room), after=after)


def names_on(answer) -> list[str]:
    return re.findall(r'<h3><a data-key="o" href="/people/([^/]+)/">', answer.text)


@pytest.fixture(autouse=True)
def directory_says_what_is_true(db):
    """After each test, whatever it did: the triggers have kept up."""
    yield
    told = []
    call_command("check_directory", stdout=type("Out", (), {"write": lambda self, text: told.append(text)})())
    assert told == ["The directory says of everybody what is true.\n"]


# --- Who reads it, and who stands in it ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"), [("bob", 200), ("mona", 200), ("ada", 200), ("carla", 403), ("alice", 403), ("visitor", 302)]
)
def test_partners_and_moderators_read_it(who, status, browse, request):
    reader = browse() if who == "visitor" else browse(request.getfixturevalue(who))

    answer = reader.get("/directory/")

    assert answer.status_code == status
    assert (">Directory</a>" in answer.text) == (status == 200)  # in the head of the page


def test_a_partner_who_speaks_for_a_vendor_neither_reads_it_nor_stands_in_it(bob, bea, browse):
    make.Hat.objects.create(wearer=bea, vendor=make.make_vendor(), granted_at=timezone.now())

    assert browse(bea).get("/directory/").status_code == 403
    assert found(bob) == ["bob"]


def test_partners_stand_in_it_without_having_told_anything(bob, bea, carla, alice, mona):
    unverified = make.make_user("ulf", company=make.make_company(verified_at=None))

    assert found(bob) == ["bea", "bob"]
    assert unverified.company is not None


def test_who_wants_not_to_be_listed_is_absent_for_everybody(bob, bea, mona):
    make.make_profile(bea, is_listed=False)

    assert (found(bob), found(mona), found(bea)) == (["bob"], ["bob"], ["bob"])


def test_suspended_closed_imported_people_and_pseudonyms_are_absent(bob, bea, sam, nils, mona):
    Sanction.objects.create(person=bea, kind="suspend", reason="Spam.", given_by=mona)
    retention.scrub(nils)
    imported = User.objects.create(handle="imported-x", name="Ina", imported_from="a list", is_active=False, email=None)
    Membership.objects.create(user=imported, company=make.make_company())
    make.make_thread(bob, masked=True)

    assert found(bob) == ["bob"]
    assert User.objects.filter(is_face=True).exists()

    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        Sanction.objects.filter(person=bea).update(until=timezone.now() - dt.timedelta(hours=1))
        assert found(bob) == ["bea", "bob"]


def test_who_is_suspended_under_a_pseudonym_is_absent(bob, bea, mona):
    thread = make.make_thread(bea, masked=True)
    Sanction.objects.create(person=thread.author, kind="suspend", reason="Spam.", given_by=mona)

    assert mask_for(bea) is not None
    assert found(bob) == ["bob"]


# --- What one finds it by -----------------------------------------------------------------------------


def test_kinds_add_up_and_values_of_a_kind_are_alternatives(bob, bea):
    renewal, margin = make.make_tag("renewal"), make.make_tag("margin")
    make.make_profile(bea, skills=[renewal], languages=["sv", "de"])
    make.make_profile(bob, skills=[margin], languages=["de"])
    make.make_profile(make.make_partner("cleo"), skills=[renewal], languages=["fr"])

    assert found(bob, skill=("renewal",)) == ["bea", "cleo"]
    assert found(bob, skill=("renewal", "margin")) == ["bea", "bob", "cleo"]
    assert found(bob, skill=("renewal", "margin"), language=("de",)) == ["bea", "bob"]


def test_counts_are_what_choosing_would_give(bob, bea):
    """Each number held against the list that one gets by choosing it; within a kind, that of the value alone."""
    tags = [make.make_tag("renewal"), make.make_tag("margin")]
    program = make.make_program()
    programs.tell_business(bea, held=[programs.Held(program, program.tiers.first())], roles=["isv"], size="11-50")
    Company.objects.filter(pk=bea.company.pk).update(programs_shown_to="partners")
    make.make_profile(bea, skills=tags, languages=["sv"], ties={program.vendor: "shares"})
    make.make_profile(bob, skills=tags[:1], languages=["de"])

    for chosen in ({}, {"skill": ("margin",)}, {"skill": ("renewal",), "language": ("sv", "de")}):
        page = page_of(bob, **chosen)
        assert page.counts
        for facet, count in page.counts.items():
            kind, _colon, value = facet.partition(":")
            assert len(found(bob, **{**chosen, kind: (value,)})) == count, (facet, chosen)
    assert page_of(bob).counts == {
        "skill:renewal": 2, "skill:margin": 1, "language:sv": 1, "language:de": 1, "role:isv": 1, "size:11-50": 1,
        "size:2-10": 1, "country:DE": 2, f"program:{program.pk}": 1, f"tier:{program.tiers.first().pk}": 1,
        f"tie:{program.vendor_id}": 1,
    }  # fmt: skip


def test_words_are_found_in_names_companies_skills_and_texts(bob):
    company = make.make_company("Lindqvist IT")
    ida = make.make_partner("ida", name="Ida Müller", company=company, title="Owner", about="Sails.")
    make.make_profile(ida, texts={"can_help": "Moving file servers"}, skills=[make.make_tag("renewal")])

    for text in ("lindqvist", "LINDQ", "muller", "Müller", "owner", "sails", "renewal", "moving servers", "ida mov"):
        assert found(bob, text) == ["ida"], text
    assert found(bob, "ida unheard") == []


def test_what_is_misspelt_is_found_if_nothing_is_written_like_that(bob):
    make.make_partner("ida", name="Ida Lindqvist")
    make.make_partner("lin", name="Lin Lindkvist")
    learn_words()

    exact, misspelt = page_of(bob, "lindqvist"), page_of(bob, "lindqist")
    assert (found(bob, "lindqvist"), exact.is_loose) == (["ida"], False)
    assert (found(bob, "lindqist"), misspelt.is_loose) == (["ida", "lin"], True)


def test_a_country_or_language_is_found_by_its_name(bob, browse):
    make.make_partner("ida", company=make.make_company(country="SE"))
    make.make_profile(make.make_partner("finn"), languages=["sv"])

    assert names_on(browse(bob).get("/directory/?q=sweden")) == ["ida"]
    assert names_on(browse(bob).get("/directory/?q=swedish")) == ["finn"]


@pytest.mark.parametrize("text", ["'", "a' | b", "\\", "½", "a:*", "%_", "!!!", "\0", "<->", "x" * 900])
def test_nothing_that_is_typed_breaks_it(text, bob, browse):
    assert browse(bob).get("/directory/", {"q": text, "skill": text, "tier": text, "after": text}).status_code == 200


def test_room_is_room_until_the_day_is_over(bob, bea):
    make.make_profile(bea, capacity=make.make_capacity(3, 1, days=10))
    make.make_profile(make.make_partner("full"), capacity=make.make_capacity(2, 2))

    assert (found(bob, room=True), page_of(bob).room) == (["bea"], 1)
    with time_machine.travel(timezone.now() + dt.timedelta(days=11)):
        assert (found(bob, room=True), page_of(bob).room) == ([], 0)


def test_pages_follow_one_another_in_the_printed_order(bob, browse):
    for number in range(44):
        make.make_partner(f"p{number:02}", name=f"Pia {number:02}")
    make.make_profile(User.objects.get(handle="p43"), texts={"can_help": "Anything"})
    seen, after = [], ""
    while after is not None:
        page = page_of(bob, after=after)
        seen += [entry.person.handle for entry in page.people.items]
        after = page.people.next_key

    assert seen == ["p43", "bob", *(f"p{number:02}" for number in range(43))]
    answer = browse(bob).get("/directory/?q=pia")
    assert names_on(answer) == ["p43", *(f"p{number:02}" for number in range(19))]
    assert "First those who say what they can help with, then by name." in answer.text
    assert "q=pia&amp;after=1" in answer.text


# --- What one may not read, one does not find -----------------------------------------------------------

PARTS = {
    "skills": ("skill:witness", "witness"), "can_help": (None, "helpword"), "looking_for": (None, "lookword"),
    "languages": ("language:vi", None), "countries": ("country:VN", None), "programs": ("program", "progword"),
    "ties": ("tie", "tieword"), "capacity": ("room", None),
}  # fmt: skip


def witness(level: str, company_shows: str = "everybody") -> User:
    """Somebody with something in every part, who shows all of it to these."""
    person = make.make_partner("wim")
    vendor = make.make_vendor("Tieword Inc")
    program = make.make_program(make.make_vendor())
    program.name = "Progword"
    program.save()
    programs.tell_business(person, held=[programs.Held(program)], countries=["VN"])
    Company.objects.filter(pk=person.company.pk).update(programs_shown_to=company_shows)
    make.make_profile(
        person, shown=level, skills=[make.make_tag("witness")], languages=["vi"], ties={vendor: "shares"},
        texts={"can_help": "helpword", "looking_for": "lookword", "ties_note": "notedword"},
        capacity=make.make_capacity(),
    )  # fmt: skip
    return person


def parts_found(viewer) -> set[str]:
    """The parts of the witness by which the viewer finds them: in words, by choosing, in counts and on the card."""
    page, parts = page_of(viewer), set()
    card = next(entry for entry in page.people.items if entry.person.handle == "wim")
    for part, (facet, word) in PARTS.items():
        kinds = {name for name in page.counts if facet and (name == facet or name.startswith(f"{facet}:"))}
        ways = {bool(kinds)} if facet and facet != "room" else set()
        if facet == "room":
            ways |= {page.room == 1, found(viewer, room=True) == ["wim"], card.free == 2}
        if kinds:
            kind, _colon, value = kinds.pop().partition(":")
            ways.add(found(viewer, **{kind: (value,)}) == ["wim"])
        if word:
            ways.add(found(viewer, word) == ["wim"])
        if part == "can_help":
            ways |= {card.text.can_help == "helpword", card.sort_key.startswith("0 ")}
        assert len(ways) == 1, f"{part}: found in one way and not in another"
        parts |= {part} if ways == {True} else set()
    return parts


@pytest.mark.parametrize("level", ["everybody", "members", "contacts"])
def test_only_what_is_shown_is_found(level, bob, mona, ada, monkeypatch):
    person = witness(level)
    every = set(Part.values)

    assert parts_found(bob) == (set() if level == "contacts" else every)
    assert parts_found(person) == parts_found(mona) == parts_found(ada) == every
    befriend(monkeypatch, person)
    assert parts_found(bob) == every


@pytest.mark.parametrize("part", list(Part.values))
def test_each_part_has_its_own_readers(part, bob):
    witness("members")
    profile = User.objects.get(handle="wim").profile
    profile.shown_to[part] = "contacts"
    profile.save()

    assert parts_found(bob) == set(Part.values) - {part}


def test_programs_are_shown_to_no_more_people_than_the_company_says(bob, mona):
    witness("everybody", company_shows="company")

    assert "programs" not in parts_found(bob)


def befriend(monkeypatch, person) -> None:
    """The person is a contact of everybody."""
    contacts = User.objects.filter(pk=person.pk).values_list("pk", flat=True)
    monkeypatch.setattr("community.networking.queries.contacts.contacts_of", lambda viewer: contacts)


# --- It follows what it is made of ------------------------------------------------------------------------


def test_it_follows_at_once_whatever_changes(bob):
    """Each of these is written by an area that does not know of the directory."""
    person = witness("members")
    person.refresh_from_db()
    person.name = "Wilhelmina Changed"
    person.save()
    assert found(bob, "wilhelmina") == ["wim"]
    tag = make.Tag.objects.get(name="witness")
    tag.name = "renamed"
    tag.save()
    assert found(bob, skill=("renamed",)) == ["wim"]
    make.Vendor.objects.filter(name="Tieword Inc").update(name="Otherword Inc")
    assert (found(bob, "tieword"), found(bob, "otherword")) == ([], ["wim"])
    Company.objects.filter(pk=person.company.pk).update(name="Moved GmbH", size="1")
    assert found(bob, "moved", size=("1",)) == ["wim"]
    programs.tell_business(person, held=[])
    assert found(bob, "progword") == []
    Membership.objects.filter(user=person).update(company=make.make_company("Newfirm"))
    assert found(bob, "newfirm") == ["wim"]
    Membership.objects.filter(user=person).delete()
    assert found(bob) == ["bob"]


def test_what_is_withheld_is_not_found_until_it_is_given_back(bob):
    person = witness("members")

    withhold_texts(person)
    assert (found(bob, "helpword"), found(bob, "lookword"), found(bob, "notedword")) == ([], [], [])
    give_texts_back(person)
    assert (found(bob, "helpword"), found(bob, "lookword"), found(bob, "notedword")) == (["wim"], ["wim"], ["wim"])


def test_what_differs_is_named_and_repaired(bob, bea, capsys):
    DirectoryText.objects.filter(entry__person=bea).update(can_help="nonsense")
    DirectoryEntry.objects.filter(person=bob, audience="members").delete()

    call_command("check_directory", repair=True)
    assert "2 people and 0 counts differ." in capsys.readouterr().out


def test_a_person_who_goes_leaves_no_row(bob, bea):
    witness("members").delete()
    retention.scrub(bea)

    assert list(DirectoryEntry.objects.values_list("person__handle", "audience")) == [
        ("bob", "members"), ("bob", "contacts"),
    ]  # fmt: skip


def test_the_page_says_what_is_empty_and_how_to_go_on(bob, browse):
    answer = browse(bob).get("/directory/?q=xylophonist&country=DE")

    assert "Nobody fits all of this. Take something out, or use other words." in answer.text
    assert answer.text.count('value="DE" checked') == 1


def test_who_was_introduced_reads_and_finds_what_is_for_contacts(bob, bea, nils, browse):
    make.make_profile(bea, texts={"can_help": "Knows about freight forwarding."}, shown="contacts")
    assert (found(bob, "freight"), "freight" in browse(bob).get("/people/bea/").text) == ([], False)

    introduction = make.make_introduction(bob, bea)
    accept_introduction(introduction, by=bea, contact="By telephone.")

    assert (found(bob, "freight"), "freight" in browse(bob).get("/people/bea/").text) == (["bea"], True)
    assert browse(bob).get("/directory/?q=freight").status_code == 200
    assert (found(nils, "freight"), "freight" in browse(nils).get("/people/bea/").text) == ([], False)
