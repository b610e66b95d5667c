"""The pages and files of the playbook, and the form that edits it."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from icalendar import Calendar

from community.programs import actions
from community.programs.actions import Step
from community.programs.models import StepTick
from tests import factories as make
from tests.counting import statements
from tests.pages import faults, parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def change():
    return make.make_change(act_by=make.day("2027-01-12"), effective=make.day("2027-01-12"))


@pytest.fixture
def playbook(change, bob):
    """Three steps: with a day, with a note, without anything."""
    steps = [Step("List them", anchor="act_by", days=-30, who="Technician"), Step("Ask *them*", note="By **mail**."),
             Step("Go")]  # fmt: skip
    actions.revise_playbook(change, steps=steps, by=bob, base=0, note="First.")
    return list(change.playbook_steps.order_by("pk"))


def posted(rows: list[dict], base: int, **more) -> dict:
    data = {"base": base, "why": "", "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0, **more}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


def section(text: str) -> str:
    """The words of the playbook's section."""
    element = next(e for e in parse(text).iter() if e.get("id") == "playbook")
    return " ".join("".join(element.itertext()).split())


# --- reading ---------------------------------------------------------------------------------------------


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_a_visitor_reads_the_steps_on_the_page_of_the_change(change, playbook, browse):
    text = browse().get(change.get_absolute_url()).text

    words = section(text)
    for part in ("3 steps", "13 Dec", "20 days left", "List them", "30 days before the day to act by · Technician",
                 "Ask *them*", "By mail."):  # fmt: skip
        assert part in words
    assert "done" not in words
    assert "playbook/ticks/" not in text
    assert faults(text) == []


def test_the_section_costs_no_query_and_is_absent_while_there_is_nothing(browse, bob, carla):
    change = make.make_change()
    for reader in (browse(), browse(carla)):
        assert 'id="playbook"' not in reader.get(change.get_absolute_url()).text
    assert "Write the first steps" in browse(bob).get(change.get_absolute_url()).text
    reader = browse(carla)
    without = len(statements(reader, change.get_absolute_url()))
    make.make_playbook(change)
    make.make_options(change)
    actions.tick_step(change.playbook_steps.first(), member=carla, seen=1)

    assert len(statements(reader, change.get_absolute_url())) == without
    assert "1 of 2 done" in reader.get(change.get_absolute_url()).text


@pytest.mark.parametrize("address", ["playbook/", "playbook/versions/", "playbook.csv", "playbook.ics", "playbook.md"])
def test_a_visitors_pages_may_be_kept_and_hold_no_ticks(address, change, playbook, browse, carla):
    before = browse().get(change.get_absolute_url() + address)
    actions.tick_step(playbook[0], member=carla, seen=1)
    after = browse().get(change.get_absolute_url() + address)

    assert after.status_code == 200
    assert after.content == before.content
    assert "public" in after["Cache-Control"]
    assert "no-store" in browse(carla).get(change.get_absolute_url() + address)["Cache-Control"]


def test_a_playbook_that_nobody_wrote(browse, carla):
    change = make.make_change()

    assert "Nobody has written down yet" in browse(carla).get(f"{change.get_absolute_url()}playbook/").text
    assert [browse().get(f"{change.get_absolute_url()}playbook.{end}").status_code for end in ("csv", "ics", "md")] == [
        404, 404, 404
    ]  # fmt: skip
    assert browse().get(f"{change.get_absolute_url()}playbook/versions/").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["playbook/", "playbook/versions/", "playbook.csv", "playbook.ics", "playbook.md", "options/", "options/versions/"],
)
def test_of_a_rumour_nothing_is_seen_by_others_than_partners(address, browse, bob, carla):
    rumour = make.make_rumour()
    make.make_playbook(rumour, by=bob)
    url = rumour.get_absolute_url() + address

    assert [browse(who).get(url).status_code for who in (None, carla, bob)] == [404, 404, 200]


# --- ticks -----------------------------------------------------------------------------------------------


def test_a_tick_by_a_plain_form_leads_back_to_the_steps(change, playbook, browse, carla):
    reader = browse(carla)
    ticks = f"{change.get_absolute_url()}playbook/ticks/"

    answer = reader.post(ticks, {"tick": playbook[1].pk, "seen": "1"})
    assert answer["Location"] == f"{change.get_absolute_url()}#playbook"
    page = reader.get(change.get_absolute_url()).text
    assert "1 of 3 done" in section(page)
    form = next(e for e in parse(page).iter() if e.get("class") == "playbook__ticks")
    buttons = [e.get("value") for e in form.iter() if e.get("name") in {"tick", "untick"}]
    assert buttons == [str(step.pk) for step in playbook], "htmx sends the button pressed only from within the form"
    answer = reader.post(ticks, {"untick": playbook[1].pk, "seen": "1", "alone": "1"})
    assert answer["Location"] == f"{change.get_absolute_url()}playbook/#playbook"
    assert "0 of 3 done" in section(reader.get(f"{change.get_absolute_url()}playbook/").text)


def test_to_htmx_the_section_itself_is_answered(change, playbook, browse, carla):
    ticks = f"{change.get_absolute_url()}playbook/ticks/"

    answer = browse(carla).post(ticks, {"tick": playbook[0].pk, "seen": "1"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "1 of 3 done" in answer.text
    assert f'id="tick-{playbook[0].pk}" name="untick"' in answer.text


def test_ticks_are_seen_by_nobody_else(change, playbook, browse, carla, bob, mona, ada):
    """Neither the tick, nor a count of ticks, nor a difference of any output."""
    ends = ["", "playbook/", "playbook/versions/", "playbook/edit/", "playbook.csv", "playbook.ics", "playbook.md"]
    pages = [change.get_absolute_url() + end for end in ends]
    others = {who: browse(person) for who, person in {"bob": bob, "mona": mona, "ada": ada, "visitor": None}.items()}

    def shown() -> dict:
        return {(who, page): parts(reader.get(page)) for who, reader in others.items() for page in pages}

    def parts(answer) -> bytes:
        return b"".join(line for line in answer.content.splitlines(keepends=True) if b"csrfmiddlewaretoken" not in line)

    before = shown()
    for step in playbook:
        actions.tick_step(step, member=carla, seen=1)

    assert shown() == before
    assert "3 of 3 done" in browse(carla).get(pages[0]).text
    assert "0 of 3 done" in others["mona"].get(pages[0]).text


def test_what_cannot_be_ticked(change, playbook, browse, carla):
    foreign = make.make_playbook().change.playbook_steps.first()
    rumour = make.make_rumour()
    hidden = make.make_playbook(rumour).change.playbook_steps.first()
    reader = browse(carla)
    ticks = f"{change.get_absolute_url()}playbook/ticks/"

    assert reader.post(ticks, {"tick": foreign.pk}).status_code == 404
    assert reader.post(f"{rumour.get_absolute_url()}playbook/ticks/", {"tick": hidden.pk}).status_code == 404
    assert reader.post(ticks, {"tick": "9" * 40}).status_code == 302
    assert reader.post(ticks, {"tick": "-1", "seen": "x"}).status_code == 302
    assert browse().post(ticks, {"tick": playbook[0].pk}).status_code == 401
    assert reader.get(ticks).status_code == 405
    assert StepTick.objects.count() == 0


# --- editing ---------------------------------------------------------------------------------------------


def test_one_form_rewords_moves_takes_out_and_adds(change, playbook, browse, bea, carla):
    actions.tick_step(playbook[0], member=carla, seen=1)
    rows = [
        {"step": playbook[0].pk, "text": "List them all", "days": "10", "due": "after effective", "ORDER": "3"},
        {"step": playbook[1].pk, "text": "Ask *them*", "DELETE": "on", "ORDER": "2"},
        {"step": playbook[2].pk, "text": "Go", "ORDER": "1"},
        {"text": "Look back", "note": "How it\r\nwent."},
        {"text": "", "days": "", "due": ""},
    ]
    answer = browse(bea).post(
        f"{change.get_absolute_url()}playbook/edit/", posted(rows, 1, why="Shorter.", **{"rows-TOTAL_FORMS": 5})
    )

    assert answer["Location"] == f"{change.get_absolute_url()}playbook/"
    version = change.sheet_versions.get(number=2)
    assert [(row["step"], row["text"], row["anchor"], row["days"], row["note"]) for row in version.rows] == [
        (playbook[2].pk, "Go", "", 0, ""),
        (playbook[0].pk, "List them all", "effective", 10, ""),
        (change.playbook_steps.get(text="Look back").pk, "Look back", "", 0, "How it\nwent."),
    ]
    assert (version.author, version.note) == (bea, "Shorter.")
    assert "1 of 3 done" in browse(carla).get(change.get_absolute_url()).text


def test_the_form_shows_what_is_there_and_saves_it_unchanged(change, playbook, browse, bob):
    """Sent back as it came, it makes no version."""
    editor = browse(bob)
    address = f"{change.get_absolute_url()}playbook/edit/"
    page = editor.get(address)
    assert faults(page.text) == []
    fields = {}
    for element in parse(page.text).iter():
        name = element.get("name") or ""
        if element.tag == "input" and (name in {"base", "why"} or name.startswith("rows-")):
            if element.get("type") != "checkbox":
                fields[name] = element.get("value") or ""
        elif element.tag == "textarea":
            fields[name] = (element.text or "").removeprefix("\n")
        elif element.tag == "select":
            fields[name] = next((o.get("value") for o in element if o.get("selected") is not None), "")

    assert editor.post(address, fields).status_code == 302
    assert change.sheet_versions.count() == 1


def test_what_is_wrong_is_said_and_the_text_is_kept(change, playbook, browse, bob):
    rows = [
        {"text": "Kept words", "days": "5", "due": ""},
        {"text": "x" * 301},
        {"text": "", "who": "Somebody"},
        {"text": "Far", "days": "9999", "due": "before act_by"},
    ]
    answer = browse(bob).post(f"{change.get_absolute_url()}playbook/edit/", posted(rows, 1))

    assert answer.status_code == 422
    for part in ("Kept words", "Say before or after which date", "x" * 301, "Write the step", "Somebody"):
        assert part in answer.text
    assert faults(answer.text) == []
    assert change.sheet_versions.count() == 1


def test_more_rows_keep_what_is_typed(change, playbook, browse, bob):
    answer = browse(bob).post(
        f"{change.get_absolute_url()}playbook/edit/", posted([{"text": "Kept words"}], 1, more="1")
    )

    assert answer.status_code == 200
    assert "Kept words" in answer.text
    assert 'name="rows-3-text"' in answer.text
    assert change.sheet_versions.count() == 1


def test_a_form_of_a_thousand_rows_is_refused_politely(change, browse, bob):
    rows = [{"text": f"Step {number}"} for number in range(60)]
    answer = browse(bob).post(f"{change.get_absolute_url()}playbook/edit/", posted(rows, 0))
    huge = posted(rows[:1], 0) | {"rows-TOTAL_FORMS": "99999999999999999999"}

    assert answer.status_code == 422
    assert change.sheet_versions.count() == 0
    assert browse(bob).post(f"{change.get_absolute_url()}playbook/edit/", huge).status_code in {302, 422}
    assert browse(bob).post(f"{change.get_absolute_url()}playbook/edit/", {"more": "1"}).status_code in {200, 422}


def test_whoever_was_overtaken_sees_both_texts_and_can_save_again(change, playbook, browse, bob, bea):
    theirs = [Step("List them", step=playbook[0].pk), Step("By Bea")]
    actions.revise_playbook(change, steps=theirs, by=bea, base=1)
    editor, address = browse(bob), f"{change.get_absolute_url()}playbook/edit/"
    mine = [{"step": playbook[0].pk, "text": "List them"}, {"text": "By Bob"}]

    answer = editor.post(address, posted(mine, 1))

    assert answer.status_code == 422
    assert "Bea saved version 2 while you wrote" in answer.text
    assert "<del>By Bea</del>" in answer.text
    assert "<ins>By Bob</ins>" in answer.text
    assert 'name="base" value="2"' in answer.text
    assert faults(answer.text) == []
    assert editor.post(address, posted(mine, 2)).status_code == 302
    assert [row["text"] for row in change.sheet_versions.get(number=3).rows] == ["List them", "By Bob"]


def test_who_may_not_edit_is_told_why_and_wrote_nothing(change, playbook, browse, carla, nils):
    address = f"{change.get_absolute_url()}playbook/edit/"
    for person, says in ((carla, "Partners write"), (nils, "approved your first posts")):
        answer = browse(person).post(address, posted([{"text": "Mine"}], 1), follow=True)
        assert says in answer.text
    signed_out = browse().post(address, posted([{"text": "Typed at length", "note": "And a note"}], 1))
    assert signed_out.status_code == 401
    assert "Typed at length" in signed_out.text
    assert "And a note" in signed_out.text
    assert change.sheet_versions.count() == 1


def test_moderators_put_a_version_back_from_the_list(change, playbook, browse, bob, mona):
    actions.revise_playbook(change, steps=[Step("Only this")], by=bob, base=1)
    versions = f"{change.get_absolute_url()}playbook/versions/"

    assert browse(bob).post(f"{versions}1/restore/").status_code == 404
    assert "restore" not in browse(bob).get(versions).text
    page = browse(mona).get(versions)
    assert f'action="{versions}1/restore/"' in page.text
    assert f'action="{versions}2/restore/"' not in page.text
    assert browse(mona).post(f"{versions}1/restore/")["Location"] == versions
    assert browse(mona).post(f"{versions}9/restore/").status_code == 404
    text = browse().get(versions).text
    assert "version 1 put back" in text
    assert [row["text"] for row in change.sheet_versions.get(number=3).rows] == ["List them", "Ask *them*", "Go"]
    assert faults(text) == []


# --- files -----------------------------------------------------------------------------------------------


def test_the_table_is_harmless_in_a_spreadsheet(change, browse, bob, carla):
    steps = [Step("=HYPERLINK(1)", who="@boss", note="-1+2", anchor="act_by"), Step("+49"), Step('Plain, "quoted"')]
    actions.revise_playbook(change, steps=steps, by=bob, base=0)
    actions.tick_step(change.playbook_steps.get(text="+49"), member=carla, seen=1)
    address = f"{change.get_absolute_url()}playbook.csv"
    answer = browse(carla).get(address)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="playbook-{change.pk}.csv"'
    assert list(csv.reader(io.StringIO(answer.text))) == [
        ["No.", "Step", "Due", "Rule", "Who", "Note", "Done"],
        ["1", "'=HYPERLINK(1)", "2027-01-12", "on the day to act by", "'@boss", "'-1+2", "no"],
        ["2", "'+49", "", "", "", "", "yes"],
        ["3", 'Plain, "quoted"', "", "", "", "", "no"],
    ]
    assert [row[-1] for row in csv.reader(io.StringIO(browse().get(address).text))] == ["Note", "'-1+2", "", ""]


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_the_calendar_is_read_by_a_calendar_library(browse, bob, carla, settings):
    settings.SITE_URL = "https://backchannel.example"
    change = make.make_change(act_by=make.day("2027-01-12"), effective=make.fuzzy("2027-03"))
    steps = [Step("One", anchor="act_by", days=-2), Step("Two, by then", anchor="effective"), Step("Three")]
    actions.revise_playbook(change, steps=steps, by=bob, base=0)
    one, two = change.playbook_steps.order_by("pk")[:2]
    actions.tick_step(one, member=carla, seen=1)
    answer = browse(carla).get(f"{change.get_absolute_url()}playbook.ics")
    calendar = Calendar.from_ical(answer.content)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [
        (str(e["uid"]), str(e["summary"]), e["dtstart"].dt, e["dtend"].dt, str(e["url"]), str(e["status"]))
        for e in calendar.walk("VEVENT")
    ] == [
        (f"step-{one.pk}@backchannel.example", "✓ One", dt.date(2027, 1, 10), dt.date(2027, 1, 11),
         f"https://backchannel.example{change.get_absolute_url()}", "CONFIRMED"),
        (f"step-{two.pk}@backchannel.example", "Two, by then", dt.date(2027, 3, 31), dt.date(2027, 4, 1),
         f"https://backchannel.example{change.get_absolute_url()}", "CONFIRMED"),
    ]  # fmt: skip
    assert {str(e["dtstamp"].dt) for e in calendar.walk("VEVENT")} == {"2026-11-23 12:00:00+00:00"}
    assert calendar.errors == []
    visitors = Calendar.from_ical(browse().get(f"{change.get_absolute_url()}playbook.ics").content)
    assert [str(event["summary"]) for event in visitors.walk("VEVENT")] == ["One", "Two, by then"]


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_in_the_calendar_a_step_moves_and_is_cancelled_under_its_old_name(change, playbook, browse):
    def event() -> tuple:
        found = Calendar.from_ical(browse().get(f"{change.get_absolute_url()}playbook.ics").content).walk("VEVENT")[0]
        return str(found["uid"]), found["dtstart"].dt.isoformat(), str(found["status"])

    source = change.sources.first()
    before = event()
    actions.move_change(
        change, to="postponed", on=dt.date(2026, 11, 23), why="Later.", source=source, act_by=make.day("2027-02-12"),
        effective=make.day("2027-02-12"),
    )  # fmt: skip
    moved = event()
    actions.move_change(change, to="withdrawn", on=dt.date(2026, 11, 23), why="Taken back.", source=source)

    assert [before[1:], moved[1:], event()[1:]] == [
        ("2026-12-13", "CONFIRMED"), ("2027-01-13", "CONFIRMED"), ("2027-01-13", "CANCELLED"),
    ]  # fmt: skip
    assert before[0] == moved[0] == event()[0]


def test_the_checklist_has_the_members_ticks(change, playbook, browse, carla):
    actions.tick_step(playbook[1], member=carla, seen=1)
    address = f"{change.get_absolute_url()}playbook.md"
    answer = browse(carla).get(address)

    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert [line for line in answer.text.splitlines() if line.startswith("- [")] == [
        "- [ ] List them (by 13 Dec 2026 · Technician)",
        r"- [x] Ask \*them\*",
        "- [ ] Go",
    ]
    assert "[x]" not in browse().get(address).text
