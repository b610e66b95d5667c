"""Questions to vendors in every state of the clock, and two stories told to their end."""

import datetime as dt

from django.utils import timezone

from community.moderation import actions as moderation
from community.programs import actions
from community.programs.clock import SIGNATURES_TO_SEND
from community.programs.models import Question, Vendor

# One partner of each company, in the order in which they sign.
SIGNERS = [
    "bob", "hal", "ingrid", "marchetti", "kwame", "greta", "dale", "bea", "solange", "maarten", "claire", "jun",
    "heath", "priya", "roisin", "tadeusz", "renata", "mei", "lucie", "stijn",
]  # fmt: skip
IN_2008 = [
    "kwame", "hal", "bob", "dale", "greta", "ingrid", "marchetti", "solange", "maarten", "ute", "mona",
]  # fmt: skip
IN_2019 = [
    "hal", "bob", "bea", "solange", "maarten", "claire", "greta", "dale", "priya", "heath", "roisin", "tadeusz",
    "lucie", "thandi",
]  # fmt: skip

# key of the change, text, days ago, how many sign it
ASKED = [
    ("ms-smtp-auth", "Is there a day after which no tenant gets an exception any more?", 9, 6),
    ("ms-smtp-auth", "Which of the announced dates holds for tenants that were bought through a distributor?", 2, 2),
    ("ms-ews-2027", "Where do partners see which of their own tools still call the old interface?", 16, 11),
    ("atl-dc-2029", "Do renewals that are signed before the last day of expansions keep our discount?", 44, 12),
    ("sap-2027", "Is extended maintenance offered for partner-hosted systems on the same terms?", 88, 13),
    ("vmw-vsphere8", "May customers below the minimum order renew through the partner who hosts them?", 43, 10),
    ("cisco-360", "Do deals that were registered under the old tiers keep their discount until they close?", 32, 12),
    ("ms-price-2026", "Are offers that we gave before the announcement honoured at the old price?", 130, 10),
    ("citrix-las", "Can a site without any connection to the outside still be activated?", 75, 11),
]  # fmt: skip


def plan(story) -> None:
    """Questions relative to now, and the two stories in their own time."""
    for key, text, days, count in ASKED:
        asked = story.now - dt.timedelta(days=days)
        _ask(story, key, text, asked, SIGNERS[:count])
        if count >= SIGNATURES_TO_SEND and key != "citrix-las":  # that one still waits for a moderator
            story.at(asked + dt.timedelta(hours=40), lambda key=key, text=text: _hand_over(story, key, text))
    _answered(story)
    _july_2019(story)
    _january_2008(story)
    # Since then it has an address to which questions are mailed; before, moderators handed them over.
    story.at(story.now - dt.timedelta(days=500), lambda: _give_address("microsoft"))


def _ask(story, key: str, text: str, moment: dt.datetime, handles: list[str]) -> None:
    """The first asks; the others sign within the two days that follow."""
    first, *others = handles
    story.at(
        moment, lambda: actions.ask_question(story.changes[key], member=story.people[first], text=text)
    )  # fmt: skip
    for number, handle in enumerate(others, start=1):
        unnamed = number % 5 == 4
        at = min(moment + dt.timedelta(hours=3 * number), story.now)
        story.at(at, lambda handle=handle, unnamed=unnamed: _sign(story, key, text, handle, is_named=not unnamed))


def _sign(story, key: str, text: str, handle: str, *, is_named: bool) -> None:
    question = _question(story, key, text)
    if not question.is_sent:
        actions.sign_question(question, member=story.people[handle], is_named=is_named)


def _answered(story) -> None:
    """An answer that its askers dispute, one that answers in part, and a refusal."""

    def judge(key: str, handle: str, *, agrees: bool) -> None:
        tick = _question(story, key, "").ticks.get()
        actions.judge_answer(tick, member=story.people[handle], agrees=agrees)

    _answer(
        story,
        "cisco-360",
        "ravi",
        story.now - dt.timedelta(days=6),
        "answers",
        "Registered deals are treated according to the program rules that are in force when they are booked.",
    )
    for days, handle in ((5, "hal"), (4, "greta"), (4, "kwame")):
        story.at(
            story.now - dt.timedelta(days=days), lambda handle=handle: judge("cisco-360", handle, agrees=False)
        )  # fmt: skip
    _answer(
        story,
        "ms-price-2026",
        "alice",
        story.now - dt.timedelta(days=109),
        "partly",
        "Offers with a date on them are honoured **until that date**. For open offers we have no rule yet.",
    )
    story.at(story.now - dt.timedelta(days=107), lambda: judge("ms-price-2026", "bob", agrees=True))


def _july_2019(story) -> None:
    """Fourteen companies ask, the vendor takes the decision back, its answer is confirmed."""
    key = "ms-iur-2019"
    text = "Will partners keep the internal-use rights that they hold, and support without charge, after 1 July 2020?"
    _ask(story, key, text, dt.datetime(2019, 7, 7, 9, tzinfo=dt.UTC), IN_2019)
    _answer(
        story,
        key,
        "alice",
        dt.datetime(2019, 7, 12, 16, tzinfo=dt.UTC),
        "answers",
        "Yes. The planned changes to internal-use rights and to product support are **withdrawn**."
        " What you hold today, you keep.",
    )
    story.at(
        dt.datetime(2019, 7, 12, 18, tzinfo=dt.UTC),
        lambda: actions.judge_answer(_question(story, key, "").ticks.get(), member=story.people["hal"], agrees=True),
    )
    story.at(
        dt.datetime(2019, 7, 13, 8, tzinfo=dt.UTC),
        lambda: actions.judge_answer(_question(story, key, "").ticks.get(), member=story.people["bea"], agrees=True),
    )


def _january_2008(story) -> None:
    """A portal fails in renewal, is mended without a word, and afterwards a manager answers with a promise."""
    key = "ms-portal-2008"
    text = "What happens to a tier whose anniversary falls into the weeks in which the site fails: grace, or gone?"
    _ask(story, key, text, dt.datetime(2008, 1, 11, 14, tzinfo=dt.UTC), IN_2008)
    fixes = [("dale", 17, "Both stuck references went to approved overnight."), ("bob", 18, "Renewed in ten minutes.")]
    for handle, day, note in fixes:
        story.at(
            dt.datetime(2008, 1, day, 18, tzinfo=dt.UTC),
            lambda handle=handle, note=note: actions.report_fixed(
                _question(story, key, ""), member=story.people[handle], note=note
            ),
        )
    _answer(
        story, key, "edwin", dt.datetime(2008, 1, 29, 17, tzinfo=dt.UTC), "partly",
        "The site works again. We would like to talk with you about how it can be better, and will listen.",
    )  # fmt: skip


def _answer(story, key: str, handle: str, moment: dt.datetime, kind: str, body: str) -> None:
    story.at(
        moment,
        lambda: actions.answer_officially(
            story.changes[key], author=story.people[handle], body=body, ticks={_question(story, key, ""): kind}
        ),
    )


def _question(story, key: str, text: str) -> Question:
    questions = Question.objects.filter(change=story.changes[key]).select_related("change__vendor")
    return questions.get(text=text) if text else questions.get()


def _hand_over(story, key: str, text: str) -> None:
    moderation.hand_over_question(_question(story, key, text), moderator=story.moderator(), on=timezone.localdate())


def _give_address(slug: str) -> None:
    Vendor.objects.filter(slug=slug).update(contact_email="partner-questions@vendor.example")
