"""Questions that nobody has answered, and to whom they were offered. All of it is invented."""

import datetime as dt

from community.forum import actions as forum
from community.networking import actions
from community.networking.models import HelpOffer
from community.tags.models import Tag

# Author, days ago, tags, title, text.
ASKED = [
    ("bea", 4, "migration certifications", "Who has moved a school district without buying new certificates?",
     "We take over forty file servers of a school district in spring. Two of our people are certified for the old"
     " product only. Did anybody get through a migration like that without sitting the exams anew?"),
    ("bob", 5, "licensing benefits", "Do unused benefit licences count in an audit?",
     "We hold twenty licences from the program and use six. The letter about the audit asks for “all licences that"
     " were assigned”. Has anybody had to pay for the other fourteen?"),
]  # fmt: skip
# Of the second question: who says what to it.
SAID = [actions.accept_offer, actions.pass_offer]


def plan(story) -> None:
    """After all profiles are told; yesterday they were offered, and some have said something since."""
    for author, days, tags, title, text in ASKED:
        story.at(story.now - dt.timedelta(days=days), lambda a=(author, tags, title, text): _ask(story, *a))
    story.at(story.now - dt.timedelta(days=1, hours=2), actions.offer_new_questions)
    story.at(story.now - dt.timedelta(days=1, hours=1), lambda: _answer(story))


def _ask(story, author: str, tags: str, title: str, text: str) -> None:
    carried = list(Tag.objects.filter(name__in=tags.split()))
    forum.start_thread(author=story.people[author], kind="question", title=title, tags=carried, source=text)


def _answer(story) -> None:
    offers = HelpOffer.objects.filter(thread__title=ASKED[1][3]).select_related("person").order_by("pk")
    for say, offer in zip(SAID, offers, strict=False):
        say(offer, by=offer.person)
