"""What the demo shows besides changes, threads and people: one file for each thing, each with ``plan(story)``.

A part plans events of the story (``story.at(moment, act)``); they are replayed in order with the others.
"""

from community.web.demo.parts import (
    calendars,
    catalogue,
    companies,
    contact_map,
    conversations,
    desk,
    hats,
    images,
    imports,
    introductions,
    masks,
    offers,
    playbooks,
    profiles,
    questions,
    reports,
    rounds,
    screens,
    signals,
    states,
    touches,
    words,
)

PARTS = [
    catalogue.plan,
    playbooks.plan,
    questions.plan,
    states.plan,
    touches.plan,
    calendars.plan,
    imports.plan,
    screens.plan,
    signals.plan,
    images.plan,
    words.plan,
    reports.plan,
    hats.plan,
    companies.plan,
    desk.plan,
    masks.plan,
    introductions.plan,
    conversations.plan,
    profiles.plan,
    contact_map.plan,
    offers.plan,
    rounds.plan,
]
