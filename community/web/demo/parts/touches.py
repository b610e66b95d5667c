"""What the demo companies hold, and what they say that changes do to them. All invented."""

import datetime as dt
from itertools import cycle

from community.programs import actions as programs
from community.programs.actions import Held
from community.programs.models import Program, Tier

MS_CSP, MS_AI, MS_NETWORK = (
    ("microsoft", "csp"),
    ("microsoft", "ai-cloud-partner-program"),
    ("microsoft", "partner-network"),
)
BROADCOM, VCSP, CISCO = ("broadcom", "advantage"), ("broadcom", "vcsp"), ("cisco", "cisco-360")
AWS, VEEAM, NUTANIX = ("amazon-web-services", "partner-network"), ("veeam", "propartner"), ("nutanix", "elevate")
ATLASSIAN, MARKETPLACE, RED_HAT = (
    ("atlassian", "solution-partner"),
    ("atlassian", "marketplace"),
    ("red-hat", "partner-program"),
)
INDIRECT, DIRECT, SOLUTIONS = "Indirect reseller", "Direct bill partner", "Solutions Partner"
PREFERRED = "Cisco Preferred Partner"

# Who of the company tells it, and what: program, tier (empty: not told), since.
HOLDINGS = {
    "bob": [(MS_CSP, INDIRECT, 2016), (MS_AI, SOLUTIONS, 2022), (MS_NETWORK, "Silver", 2011), (VEEAM, "", None)],
    "bea": [(MS_CSP, DIRECT, 2015), (MS_AI, SOLUTIONS, 2022), (AWS, "Advanced", 2018), (VCSP, "Premier", 2020)],
    "hal": [(MS_CSP, INDIRECT, 2017), (CISCO, "Cisco Partner", 2026), (NUTANIX, "Professional", 2019)],
    "ingrid": [(MS_CSP, INDIRECT, 2018), (MS_AI, "", 2023), (VEEAM, "Silver", 2017)],
    "marchetti": [(MS_CSP, INDIRECT, 2019), (MS_AI, "Partner Launch Benefits", 2025)],
    "kwame": [(MS_CSP, DIRECT, 2014), (MS_AI, SOLUTIONS, 2022), (BROADCOM, "Premier", 2024), (CISCO, PREFERRED, 2026)],
    "greta": [(MS_CSP, INDIRECT, 2016), (MS_AI, SOLUTIONS, 2023), (BROADCOM, "Registered", 2024)],
    "jun": [(MS_CSP, INDIRECT, 2018), (RED_HAT, "Advanced", 2015), (NUTANIX, "Champion", 2018)],
    "solange": [(MS_CSP, DIRECT, 2016), (MS_AI, SOLUTIONS, 2022), (VCSP, "Pinnacle", 2021)],
    "dale": [(MS_CSP, INDIRECT, 2017), (MS_NETWORK, "Action Pack", 2009)],
    "roisin": [(MS_CSP, INDIRECT, 2016), (MS_AI, "", None), (VEEAM, "Gold", 2014)],
    "tadeusz": [(ATLASSIAN, "Gold", 2016), (MARKETPLACE, "Gold", 2015)],
    "lucie": [(MARKETPLACE, "Silver", 2018), (AWS, "Select", 2021)],
    "maarten": [(MS_CSP, DIRECT, 2015), (VCSP, "Pinnacle", 2019), (NUTANIX, "", 2022)],
    "ines": [(MS_CSP, INDIRECT, 2018), (MS_AI, "Partner Success Core Benefits", 2025)],
    "obinna": [(MS_CSP, INDIRECT, 2019), (CISCO, "", 2026)],
    "wanjiru": [(MS_CSP, INDIRECT, 2020)],
    "thandi": [(MS_CSP, INDIRECT, 2018), (MS_AI, SOLUTIONS, 2023), (VEEAM, "Silver", 2019)],
    "priya": [(MS_CSP, DIRECT, 2013), (MS_AI, SOLUTIONS, 2022), (AWS, "Premier", 2016), (RED_HAT, "Premier", 2012)],
    "mei": [(MS_CSP, INDIRECT, 2017), (NUTANIX, "Authorized", 2021)],
    "heath": [(MS_CSP, DIRECT, 2016), (MS_AI, SOLUTIONS, 2022)],
    "aroha": [(MS_CSP, INDIRECT, 2019)],
    "renata": [(MS_CSP, INDIRECT, 2017), (BROADCOM, "Select", 2024)],
    "claire": [(MS_CSP, INDIRECT, 2016), (MS_AI, SOLUTIONS, 2023)],
    "wes": [(MS_CSP, DIRECT, 2015), (MS_AI, SOLUTIONS, 2022)],
    "stijn": [(MS_CSP, INDIRECT, 2017), (CISCO, "Cisco Partner", 2026)],
    "zlatko": [(MS_CSP, INDIRECT, 2020)],
    "haugen": [(MS_AI, "Partner Launch Benefits", 2025)],
    "ute": [(MS_CSP, INDIRECT, 2016), (MS_NETWORK, "Gold", 2008)],
    "carla": [(MS_CSP, "", None)],
}  # fmt: skip
MORE_COUNTRIES = {
    "bob": ["NO", "DK", "FI"],
    "greta": ["AT", "CH"],
    "mei": ["MY", "ID"],
    "marchetti": ["CH"],
    "carla": ["DE"],
}
# The change, who reports, and the answers in turn: cost, customers, plan (all empty: one click and no more).
MANY = [
    "bea", "hal", "ingrid", "greta", "solange", "dale", "roisin", "maarten", "ines",
    "obinna", "wanjiru", "thandi", "priya", "mei", "heath", "aroha", "claire", "wes", "stijn", "ute",
]  # fmt: skip
EFFECTS = [
    (
        "ms-smtp-auth", MANY,
        [("<1k", "1-5", "stay"), ("1-5k", "6-20", "stay"), ("<1k", "6-20", "undecided"), ("1-5k", "1-5", "")],
    ),
    ("ms-ws2016", [*MANY[:12], "bob"], [("1-5k", "6-20", "stay"), ("5-20k", "21-100", "stay"), ("", "", "")]),
    ("nutanix-70", ["hal", "jun", "mei"], [("1-5k", "1-5", "stay"), ("", "", "")]),
    ("vmw-registered-2025", ["greta", "renata"], [("5-20k", "1-5", "leave")]),
    (
        "ms-ews-2027", ["tadeusz", "lucie", "bea", "maarten", "jun", "kwame"],
        [("", "", ""), ("5-20k", "6-20", "undecided")],
    ),
]  # fmt: skip
# The same when it was in the papers: the change, the first day, who reports and the answers in turn.
THEN = [
    (
        "ms-iur-2019", dt.datetime(2019, 7, 8, 8, tzinfo=dt.UTC),
        ["marchetti", "hal", "bob", "bea", "solange", "maarten", "claire", "greta", "dale", "priya", "heath", "roisin",
         "tadeusz", "lucie", "thandi", "ingrid", "ute", "wes", "stijn", "aroha"],
        [("1-5k", "0", "undecided"), ("5-20k", "0", "leave"), ("1-5k", "0", "downgrade"), ("5-20k", "1-5", "")],
    ),
    (
        "ms-portal-2008", dt.datetime(2008, 1, 11, 16, tzinfo=dt.UTC),
        ["kwame", "hal", "bob", "dale", "greta", "ingrid", "marchetti", "solange", "maarten", "ute"],
        [("<1k", "1-5", "stay"), ("<1k", "6-20", "undecided")],
    ),
    (
        "atl-server-2024", dt.datetime(2020, 10, 20, 9, tzinfo=dt.UTC),
        ["tadeusz", "lucie", "bea", "kwame", "jun", "priya", "maarten", "heath", "wes", "claire", "hal", "solange"],
        [("1-5k", "6-20", "stay"), ("5-20k", "21-100", "undecided"), ("5-20k", "6-20", "leave")],
    ),
]  # fmt: skip
CONSULTANTS = ["carla", "gunnar"]


def plan(story) -> None:
    """What people hold is told a month ago; the reports come in over the last three weeks, or then."""
    for number, handle in enumerate(HOLDINGS):
        moment = story.now - dt.timedelta(days=40, minutes=-number)
        story.at(moment, lambda handle=handle: _tell(story, handle))
    for key, handles, answers in EFFECTS:
        for number, (handle, told) in enumerate(zip(handles, cycle(answers), strict=False)):
            moment = story.now - dt.timedelta(days=20, hours=-19 * number)
            story.at(moment, lambda key=key, handle=handle, told=told: _report(story, key, handle, told))
    for key, first, handles, answers in THEN:
        for number, (handle, told) in enumerate(zip(handles, cycle(answers), strict=False)):
            moment = first + dt.timedelta(hours=4 * number)
            story.at(moment, lambda key=key, handle=handle, told=told: _report(story, key, handle, told))
    for handle in CONSULTANTS:
        story.at(
            story.now - dt.timedelta(days=2), lambda handle=handle: _report(story, "ms-smtp-auth", handle, ("",) * 3)
        )


def _tell(story, handle: str) -> None:
    member = story.people[handle]
    company = member.company
    programs.tell_business(
        member, held=[_held(*row) for row in HOLDINGS[handle]], roles=company.roles if company else ["consultancy"],
        size=company.size if company else "", countries=MORE_COUNTRIES.get(handle, []),
    )  # fmt: skip


def _held(where: tuple[str, str], tier: str, since: int | None) -> Held:
    program = Program.objects.get(vendor__slug=where[0], slug=where[1])
    return Held(program, Tier.objects.get(program=program, name=tier) if tier else None, since)


def _report(story, key: str, handle: str, told: tuple[str, str, str]) -> None:
    cost, customers, plan_of = told
    programs.report_effect(
        story.changes[key], by=story.people[handle], affected=True, cost=cost, customers=customers, plan=plan_of
    )
