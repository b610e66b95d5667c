"""Pages about vendors and changes, and the proposal of a change."""

import pytest

from community.programs.models import Change
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db


def rows(answer) -> list[str]:
    """The titles of the changes on a page, in the order in which they stand there."""
    page = parse(answer.text)
    found = [item for item in page.iter("li") if item.get("class") == "change-row"]
    return ["".join(next(item.iter("h3")).itertext()).strip() for item in found]


def change(title: str, **facts) -> Change:
    return make.make_change(title=title, **facts)


def test_the_list_is_narrowed_by_what_stands_in_the_address(browse):
    kestrel, heron = make.make_vendor("Kestrel"), make.make_vendor("Heron")
    change("The fee of Kestrel rises", vendor=kestrel, kind="fee")
    change("The portal of Kestrel moves", vendor=kestrel, kind="tool")
    change("The fee of Heron rises", vendor=heron, kind="fee")

    answer = browse().get("/changes/?vendor=kestrel&kind=fee")

    assert rows(answer) == ["The fee of Kestrel rises"]
    assert "1 change" in answer.text
    assert rows(browse().get("/changes/?vendor=kestrel&kind=soup")) == [
        "The portal of Kestrel moves", "The fee of Kestrel rises",
    ]  # fmt: skip


def test_an_empty_list_says_so_and_offers_all(browse):
    change("The fee of Kestrel rises")
    answer = browse().get("/changes/?kind=incident")

    assert rows(answer) == []
    assert "No change is known that fits these filters." in answer.text


def test_the_pages_of_the_list_are_walked_by_their_links(browse):
    vendor = make.make_vendor("Kestrel")
    titles = [f"Change number {n:02} of a long list" for n in range(45)]
    for title in titles:
        make.make_draft(title=title, vendor=vendor, announced=make.day("2020-01-01"), tags=[make.make_tag("fees")])
    Change.objects.update(publication="published", published_at="2020-01-02T00:00Z")
    make.make_draft(title="A draft that nobody may see", vendor=vendor)

    for address in ("/changes/?vendor=kestrel&kind=fee", "/vendors/kestrel/", "/tags/fees/"):
        visited, following = [], address
        while following:
            answer = browse().get(following)
            visited += rows(answer)
            links = [a.get("href") for a in parse(answer.text).iter("a") if a.get("rel") == "next"]
            following = address.partition("?")[0] + links[0] if links else None
        assert visited == titles[::-1]


def test_drafts_declined_ones_and_rumours_are_absent_from_every_page_of_a_visitor(browse, bob, mona):
    program, tag = make.make_program(), make.make_tag("renewals")
    facts = {"vendor": program.vendor, "programs": [program], "tags": [tag], "effective": make.day("2099-01-01")}
    shown = change("Everybody may read this title", **facts)
    change("LEAK a rumour", state="rumoured", **facts)
    make.make_draft(title="LEAK a draft", proposed_by=bob, **facts)
    Change.objects.filter(pk=make.make_draft(title="LEAK declined", **facts).pk).update(publication="declined")
    pages = [
        "/", "/changes/", "/changes/?state=rumoured", f"/changes/?tag=renewals&vendor={program.vendor.slug}",
        shown.get_absolute_url(), program.vendor.get_absolute_url(), program.get_absolute_url(), "/tags/renewals/",
        "/vendors/", "/t/", "/people/bob/", "/moderation/log/",
    ]  # fmt: skip

    texts = {path: browse().get(path).text for path in pages}
    assert [path for path, text in texts.items() if "LEAK" in text] == []
    assert "LEAK a rumour" in browse(bob).get("/changes/").text
    assert "LEAK a draft" in browse(mona).get("/moderation/").text


def test_what_may_not_be_seen_is_as_absent_as_what_is_not_there(browse, carla, bob):
    hidden = [make.make_rumour(), make.make_draft()]
    for found in hidden:
        for reader in (browse(), browse(carla)):
            answer = reader.get(found.get_absolute_url())
            assert answer.status_code == 404
            assert found.title not in answer.text
    assert browse(bob).get(hidden[0].get_absolute_url()).status_code == 200
    assert browse(bob).get(hidden[1].get_absolute_url()).status_code == 404


def test_the_page_of_vendors_counts_changes(browse):
    vendor = make.make_vendor("Kestrel")
    change("The fee of Kestrel rises", vendor=vendor, effective=make.day("2099-01-01"))
    page = parse(browse().get("/vendors/").text)

    cells = [["".join(cell.itertext()).strip() for cell in row] for row in page.iter("tr")][1]
    assert cells[:3] == ["Kestrel", "1", "1"]


def test_a_program_shows_its_tiers_highest_first_and_only_its_changes(browse):
    program = make.make_program(tiers=["Silver", "Gold", "Platinum"])
    change("A change of this program", vendor=program.vendor, programs=[program])
    change("A change of another program", vendor=program.vendor, programs=[make.make_program(program.vendor)])
    answer = browse().get(program.get_absolute_url())

    assert rows(answer) == ["A change of this program"]
    assert answer.text.index("Platinum") < answer.text.index("Gold") < answer.text.index("Silver")


# --- proposing ----------------------------------------------------------------------------------------


@pytest.fixture
def typed():
    program = make.make_program(make.make_vendor("Kestrel"))
    for name in ("renewals", "portal"):
        make.make_tag(name)
    return {
        "vendor": program.vendor.pk, "programs": [program.pk], "kind": "tier", "direction": "better",
        "title": "The yearly fee of “Gold” partners rises", "state": "confirmed", "announced": "2026-11",
        "effective": "1.1.2027", "act_by": "2026-12-31", "act_by_reason": "Because & so.",
        "terms": "Fee: 1 -> 2\nX: 3 -> 4",
        "summary": "It <rises>.\n\nSecond *paragraph*.", "audience_note": "All who pay",
        "audience_roles": ["reseller", "isv"], "audience_countries": "de, at", "audience_sizes": ["1", "251+"],
        "tiers": [program.tiers.first().pk], "tags": ["renewals", "portal"],
        "source_title": "Letter of 3 November", "source_url": "https://vendor.example/letter",
    }  # fmt: skip


BROKEN = {
    "vendor": "", "kind": "soup", "direction": "up", "title": "Too short", "state": "withdrawn", "announced": "soon",
    "effective": "2026-11-31", "act_by": "9" * 30 + "-01", "terms": "no arrow", "summary": "",
    "audience_countries": "XX", "tags": [], "source_title": "", "source_url": "not an address",
}  # fmt: skip


def kept(answer) -> dict:
    """What the fields of the page hold."""
    page = parse(answer.text)
    held: dict = {}
    form = next(form for form in page.iter("form") if any(e.get("name") == "title" for e in form.iter("input")))
    for element in form.iter():
        name = element.get("name")
        if element.tag == "textarea":
            held[name] = (element.text or "").removeprefix("\n")
        elif element.tag == "select":
            held[name] = next((o.get("value") for o in element.iter("option") if o.get("selected") is not None), "")
        elif element.tag == "input" and element.get("type") == "checkbox":
            held.setdefault(name, []).extend([element.get("value")] if element.get("checked") is not None else [])
        elif element.tag == "input" and element.get("type") == "radio":
            held[name] = element.get("value") if element.get("checked") is not None else held.get(name, "")
        elif element.tag == "input" and name != "csrfmiddlewaretoken":
            held[name] = element.get("value") or ""
    return held


@pytest.mark.parametrize("field", BROKEN)
def test_whatever_is_wrong_with_a_proposal_everything_typed_is_kept(field, typed, browse, bob):
    sent = typed | {field: BROKEN[field]}
    answer = browse(bob).post("/changes/propose/", sent)

    as_text = {name: [str(v) for v in value] if isinstance(value, list) else str(value) for name, value in sent.items()}
    if field in {"vendor", "kind", "direction", "state"}:
        as_text[field] = ""  # a choice that is not offered cannot be shown as chosen
    found = {name: sorted(value) if isinstance(value, list) else value for name, value in kept(answer).items()}
    assert answer.status_code == 422
    assert found == {name: sorted(value) if isinstance(value, list) else value for name, value in as_text.items()}
    assert "Something is not right yet. Your text is safe." in answer.text
    assert not Change.objects.exists()


def test_a_complete_proposal_waits_for_a_moderator(typed, browse, bob):
    answer = browse(bob).post("/changes/propose/", typed, follow=True)

    found = Change.objects.get()
    assert answer.redirect_chain == [(found.get_absolute_url(), 302)]
    assert (found.publication, found.proposed_by, found.kind) == ("draft", bob, "tier")
    assert "Handed in. A moderator checks the source and publishes it; you will hear by mail." in answer.text
    assert browse().get(found.get_absolute_url()).status_code == 404


def test_the_vendor_of_the_page_one_came_from_is_chosen_already(typed, browse, bob):
    assert kept(browse(bob).get(f"/changes/propose/?vendor={typed['vendor']}"))["vendor"] == str(typed["vendor"])


def test_others_than_partners_are_sent_to_the_application_with_the_reason(typed, browse, carla, alice):
    for person in (carla, alice):
        for method in ("get", "post"):
            answer = getattr(browse(person), method)("/changes/propose/", typed, follow=True)
            assert answer.redirect_chain == [("/accounts/partner/", 302)]
            assert "Partners propose changes. Apply as a partner with your company; it takes a minute." in answer.text
    assert not Change.objects.exists()
