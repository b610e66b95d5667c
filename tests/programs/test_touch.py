"""Does a change touch me: a table of 1,000 profiles against an oracle in plain Python, and the words."""

import random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.accounts.models import Company, CompanySize, PartnerRole, PersonalFacets, User
from community.programs import actions, queries
from community.programs.actions import Held
from community.programs.models import Change, Holding, Program, Tier
from community.programs.queries import Filters
from community.programs.querysets import Facets
from community.programs.templatetags.touch import touch_short, touch_words
from tests import factories as make

pytestmark = pytest.mark.django_db

SEED = 20261127
PROFILES = 1_000
COUNTRIES = ["DE", "AT", "CH", "SE"]


# --- the oracle ---------------------------------------------------------------------------------------------


def oracle(change: dict, profile: dict) -> tuple[str, str]:
    """The rule as it is printed, told again without the code under test."""
    held = profile["held"]  # program -> tier or None
    answers = {}
    if change["programs"]:
        answers["program"] = None if not held else bool(set(held) & change["programs"])
    else:
        answers["vendor"] = None if not held else any(vendor == change["vendor"] for vendor, _name in held)
    if change["tiers"]:
        if any((program, tier) in change["tiers"] for program, tier in held.items() if tier):
            answers["tier"] = True
        elif not held or any(held.get(program, "") is None for program, _tier in change["tiers"]):
            answers["tier"] = None
        else:
            answers["tier"] = False
    for facet in ("role", "country", "size"):
        wanted, told = change[facet], profile[facet]
        if wanted:
            answers[facet] = bool(wanted & told) if told else None
    order = ["program", "vendor", "tier", "role", "country", "size"]
    for verdict, answer in (("no", False), ("maybe", None)):
        for facet in order:
            if facet in answers and answers[facet] is answer:
                return verdict, facet
    return "yes", next(facet for facet in ("tier", "program", "vendor") if facet in answers)


def some(dice: random.Random, things, most: int = 2) -> set:
    """Nothing in two of five cases, else a few."""
    return set(dice.sample(sorted(things), dice.randint(1, min(most, len(things))))) if dice.random() > 0.4 else set()


class Table:
    """Three vendors, five programs, generated changes and profiles, each as rows and as plain data."""

    def __init__(self, dice: random.Random):
        self.dice = dice
        self.programs = {}
        for vendor, names in {"Aster": "AB", "Birke": "CD", "Citrus": "E"}.items():
            row = make.make_vendor(vendor)
            for name in names:
                self.programs[vendor, name] = program_of(row, name, "Bronze", "Silver", "Gold")
        self.tiers = {
            ((tier.program.vendor.name, tier.program.name), tier.name): tier
            for tier in Tier.objects.select_related("program__vendor")
        }
        self.changes = dict(self._change() for _number in range(40))

    def _change(self):
        dice = self.dice
        vendor = dice.choice(sorted({name for name, _program in self.programs}))
        own = [key for key in self.programs if key[0] == vendor]
        facts = {
            "vendor": vendor,
            "programs": some(dice, own),
            "tiers": some(dice, [key for key in self.tiers if key[0] in own]),
            "role": some(dice, PartnerRole.values),
            "country": some(dice, COUNTRIES),
            "size": some(dice, CompanySize.values),
        }
        change = make.make_draft(
            vendor=self.programs[own[0]].vendor,
            programs=[self.programs[key] for key in facts["programs"]],
            tiers=[self.tiers[key] for key in facts["tiers"]],
            roles=sorted(facts["role"]), countries=sorted(facts["country"]), sizes=sorted(facts["size"]),
        )  # fmt: skip
        return change.pk, facts

    def profile(self) -> dict:
        dice = self.dice
        held = {key: dice.choice([None, "Bronze", "Silver", "Gold"]) for key in some(dice, self.programs, 4)}
        size = dice.choice(["", *CompanySize.values])
        return {
            "held": held, "role": some(dice, PartnerRole.values), "country": some(dice, COUNTRIES),
            "size": {size} - {""},
        }  # fmt: skip

    def rows_of(self, profile: dict, owner: dict) -> list[Holding]:
        return [
            Holding(program=self.programs[key], tier=self.tiers.get((key, tier)), **owner)
            for key, tier in profile["held"].items()
        ]


def program_of(vendor, name: str, *tiers: str) -> Program:
    """A program of a name: the dice fall as the names are ordered."""
    program = Program.objects.create(vendor=vendor, name=name, slug=name.lower())
    Tier.objects.bulk_create(Tier(program=program, name=tier, rank=rank) for rank, tier in enumerate(tiers, start=1))
    return program


def facets_of(profile: dict, owner: dict) -> Facets:
    names = {f"{name}_id": thing.pk for name, thing in owner.items()}
    return Facets(
        **names, roles=tuple(profile["role"]), countries=tuple(profile["country"]), size="".join(profile["size"])
    )


class Asker:
    """Asks the database for verdicts. Django composes the statement once for each shape of facets, which is what takes
    the time, with values that occur nowhere else; the values of a profile are put in their place."""

    def __init__(self):
        self.statements = {}

    def verdicts(self, facets: Facets) -> dict[int, tuple[str, str]]:
        stand_in = Facets(
            facets.company_id and 987001, facets.member_id and 987001, self.like("role", facets.roles),
            self.like("country", facets.countries), facets.size and "a size",
        )  # fmt: skip
        if stand_in not in self.statements:
            changes = Change.objects.with_touch(stand_in).values_list("pk", "touch_code")
            self.statements[stand_in] = changes.query.sql_with_params()
        sql, parameters = self.statements[stand_in]
        given = dict(zip(self.values(stand_in), self.values(facets), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.replaced(parameter, given) for parameter in parameters])
            return {pk: tuple(code.split(" ")) for pk, code in cursor.fetchall()}

    @staticmethod
    def like(what: str, values: tuple) -> tuple:
        return tuple(f"{what} {number}" for number in range(len(values)))

    @staticmethod
    def values(facets: Facets) -> list:
        return [facets.company_id or facets.member_id, *facets.roles, *facets.countries, facets.size]

    @staticmethod
    def replaced(parameter, given: dict):
        if isinstance(parameter, list):
            return [given.get(each, each) for each in parameter]
        return given.get(parameter, parameter)


def test_a_thousand_profiles_get_the_verdicts_of_the_oracle():
    dice = random.Random(SEED)
    table, asker = Table(dice), Asker()
    companies = Company.objects.bulk_create(Company(name=f"C{n}", slug=f"c{n}") for n in range(PROFILES // 2))
    members = User.objects.bulk_create(
        User(handle=f"m{n}", name=f"M{n}", email=f"m{n}@example.org") for n in range(PROFILES // 2)
    )
    owners = [{"company": company} for company in companies] + [{"member": member} for member in members]
    profiles = [(table.profile(), owner) for owner in owners]
    Holding.objects.bulk_create(row for profile, owner in profiles for row in table.rows_of(profile, owner))
    seen = set()

    for profile, owner in profiles:
        verdicts = asker.verdicts(facets_of(profile, owner))
        assert verdicts == {pk: oracle(facts, profile) for pk, facts in table.changes.items()}
        seen |= set(verdicts.values())

    every = {("no", facet) for facet in ("program", "vendor", "tier", "role", "country", "size")}
    every |= {("maybe", facet) for _no, facet in every} | {("yes", facet) for facet in ("tier", "program", "vendor")}
    assert len(profiles) == PROFILES
    assert seen == every, "the table would not have noticed"
    for profile, owner in profiles[::100]:  # and without the trick
        rows = Change.objects.with_touch(facets_of(profile, owner))
        expected = {pk: oracle(facts, profile) for pk, facts in table.changes.items()}
        assert {row.pk: (row.touch, row.touch_facet) for row in rows} == expected


def test_the_filter_lets_through_exactly_what_the_chips_say():
    dice = random.Random(SEED + 1)
    table = Table(dice)
    Change.objects.update(publication="published", published_at="2026-11-01T00:00Z")
    company = make.make_company(country="AT", countries=["SE"])
    bob = make.make_partner("bob", company=company)
    held = dict.fromkeys(list(table.programs)[:2], "Gold")
    Holding.objects.bulk_create(table.rows_of({"held": held}, {"company": company}))
    said = {change.pk: change.touch for change in Change.objects.with_touch(Facets.of(bob))}
    assert set(said.values()) == {"yes", "maybe", "no"}

    for asked, verdicts in {"yes": {"yes"}, "maybe": {"maybe"}, "either": {"yes", "maybe"}}.items():
        found = Filters(touches=asked).apply(Change.objects.all(), bob)
        expected = {pk for pk, verdict in said.items() if verdict in verdicts}
        assert set(found.values_list("pk", flat=True)) == expected
        assert queries.timetable(bob, Filters(touches=asked)).count == found.count() == len(expected)


# --- who one is ---------------------------------------------------------------------------------------------


def test_facets_of_a_partner_are_the_company_s_and_of_a_consultant_their_own(carla):
    company = make.make_company(country="DE", countries=["AT", "DE"], roles=["isv"], size="11-50")
    bob, bea = make.make_partner("bob", company=company), make.make_partner("bea", company=company)
    PersonalFacets.objects.create(member=bob, roles=["reseller"], size="1")  # from before Bob had a company

    assert Facets.of(bob) == Facets.of(bea) == Facets(company.pk, None, ("isv",), ("AT", "DE"), "11-50")
    assert Facets.of(carla) == Facets(member_id=carla.pk)
    actions.tell_business(carla, held=[], roles=["consultancy"], countries=["CH"], size="1")
    carla.refresh_from_db()
    assert Facets.of(carla) == Facets(None, carla.pk, ("consultancy",), ("CH",), "1")
    assert Facets.of(AnonymousUser()) is None


def test_one_member_s_holdings_say_nothing_about_another_s_changes(bob, bea, carla):
    program = make.make_program()
    change = make.make_change(vendor=program.vendor, programs=[program])
    actions.tell_business(bob, held=[Held(program)])
    actions.tell_business(bea, held=[Held(make.make_program())])

    assert [verdict(change, who) for who in (bob, bea, carla)] == ["yes", "no", "maybe"]


def verdict(change, viewer) -> str:
    return Change.objects.with_touch(Facets.of(viewer)).get(pk=change.pk).touch


# --- words ----------------------------------------------------------------------------------------------------


@pytest.fixture
def program():
    return program_of(make.make_vendor("Nordwind"), "Circle", "Silver", "Gold")


def tier_of(program, name) -> Tier:
    return program.tiers.get(name=name)


def words(change, viewer) -> str:
    return touch_words(Change.objects.with_touch(Facets.of(viewer)).get(pk=change.pk))


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        ("Gold", "Touches you: you hold Gold in Circle"),
        ("Silver", "Not you: for Gold"),
        (None, "Maybe: it is for Gold, and your tier is not told"),
        ("another program", "Not you: you are not in its programs"),
        ("nothing", "Maybe: your programs are not told"),
    ],
)
def test_a_change_for_gold_says_which_tier_decided(held, sentence, program, bob):
    change = make.make_change(vendor=program.vendor, programs=[program], tiers=[tier_of(program, "Gold")])
    rows = {
        "another program": [Held(make.make_program())],
        "nothing": [],
    }.get(held, [Held(program, tier_of(program, held) if held in {"Gold", "Silver"} else None)])
    actions.tell_business(bob, held=rows, size="2-10")

    assert words(change, bob) == sentence


@pytest.mark.parametrize(
    ("audience", "told", "sentence"),
    [
        ({}, {}, "Touches you: you hold Circle"),
        ({"roles": ["reseller", "isv"]}, {"roles": ["isv"]}, "Touches you: you hold Circle"),
        ({"roles": ["reseller"]}, {"roles": ["isv"]}, "Not you: for resellers"),
        ({"roles": ["reseller"]}, {}, "Maybe: it is for resellers, and what you do is not told"),
        ({"countries": ["FR"]}, {}, "Not you: for FR"),
        (
            {"countries": ["FR", "ES", "IT", "PT", "BE", "NL"]},
            {},
            "Not you: for FR, ES, IT, PT and 2 more",
        ),
        ({"sizes": ["11-50"]}, {"size": "1"}, "Not you: for 11–50 people"),
        ({"sizes": ["11-50"]}, {}, "Maybe: the sizes are 11–50 people, and yours is not told"),
        ({"roles": ["isv"], "sizes": ["1"]}, {"size": "2-10"}, "Not you: for 1 person"),
    ],
)
def test_the_facet_that_decided_stands_in_the_words(audience, told, sentence, program, bob):
    change = make.make_change(vendor=program.vendor, programs=[program], **audience)
    actions.tell_business(bob, held=[Held(program)], **told)
    bob.membership.company.refresh_from_db()

    assert words(change, bob) == sentence


def test_a_change_without_programs_is_for_those_who_hold_one_of_its_vendor(program, bob, bea):
    change = make.make_change(vendor=program.vendor)
    actions.tell_business(bob, held=[Held(program)])
    actions.tell_business(bea, held=[Held(make.make_program())])

    assert words(change, bob) == "Touches you: you hold Circle"
    assert words(change, bea) == "Not you: you are in no program of Nordwind"


def test_in_a_row_the_words_are_short(program, bob):
    change = make.make_change(vendor=program.vendor, programs=[program])
    actions.tell_business(bob, held=[Held(program, tier_of(program, "Gold"))])
    rows = Change.objects.with_touch(Facets.of(bob))

    assert touch_short(rows.get(pk=change.pk)) == "Touches you: Gold"
    assert touch_words(rows.get(pk=change.pk)) == "Touches you: you hold Gold in Circle"


# --- on the pages ---------------------------------------------------------------------------------------------


def test_members_see_the_mark_in_every_list_and_visitors_nowhere(program, browse, bob):
    tag = make.make_tag("renewal")
    change = make.make_change(
        vendor=program.vendor, programs=[program], tags=[tag], effective=make.day("2099-01-01"), sizes=["251+"]
    )
    pages = [
        "/", "/changes/", program.vendor.get_absolute_url(), program.get_absolute_url(), tag.get_absolute_url(),
        change.get_absolute_url(),
    ]  # fmt: skip
    actions.tell_business(bob, held=[Held(program)], size="2-10")
    reader = browse(bob)

    said = {page: reader.get(page).text.count("Not you: for more than 250 people") for page in pages}
    assert said == dict.fromkeys(pages, 1)
    assert {page: "touch-mark" in browse().get(page).text for page in pages} == dict.fromkeys(pages, False)
    assert change.title in reader.get("/changes/").text, "lighter, but never hidden"


def test_the_filter_stands_in_the_address_and_visitors_have_none(program, browse, bob):
    touching = make.make_change(vendor=program.vendor, programs=[program])
    other = make.make_change()
    actions.tell_business(bob, held=[Held(program)])

    text = browse(bob).get("/changes/?touches=yes").text
    assert touching.title in text
    assert other.title not in text
    assert "Touches me: Yes" in text
    visitors = browse().get("/changes/?touches=yes").text
    assert [change.title in visitors for change in (touching, other)] == [True, True]
    assert 'name="touches"' not in visitors


def test_a_page_of_changes_asks_no_more_for_the_marks_however_many_there_are(program, browse, bob):
    actions.tell_business(bob, held=[Held(program)])
    reader = browse(bob)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get("/changes/").status_code == 200
        return len(captured.captured_queries)

    make.make_change(vendor=program.vendor, programs=[program], tiers=program.tiers.all())
    with_one = asked()
    for _number in range(20):
        make.make_change(vendor=program.vendor, programs=[program], tiers=program.tiers.all())
    assert asked() == with_one
