"""What the screens about vendors and changes read, one file for each screen."""

from community.programs.queries.catalogue import program_by_slug, vendor_by_slug, vendors
from community.programs.queries.census import LEAST, Census, count_census
from community.programs.queries.change_list import AHEAD_LIMIT, Filters, Timetable, act_by, newly_moved, timetable
from community.programs.queries.change_page import ChangePage, TimelineRow, change_for, change_page
from community.programs.queries.effects import CensusPage, EffectPart, census_page, effect_part
from community.programs.queries.follows import follower_ids, watch_list
from community.programs.queries.holdings import Business, business_of, offered_programs

__all__ = [
    "AHEAD_LIMIT",
    "LEAST",
    "Business",
    "Census",
    "CensusPage",
    "ChangePage",
    "EffectPart",
    "Filters",
    "TimelineRow",
    "Timetable",
    "act_by",
    "business_of",
    "census_page",
    "change_for",
    "change_page",
    "count_census",
    "effect_part",
    "follower_ids",
    "newly_moved",
    "offered_programs",
    "program_by_slug",
    "timetable",
    "vendor_by_slug",
    "vendors",
    "watch_list",
]
