"""Partners who write to each other: two, five, and one who is reported and blocked. All of it is invented."""

import datetime as dt

from community.moderation import actions as moderation
from community.networking import actions
from community.networking.queries import conversation_with

# Who writes, how many hours ago, in what words; of the first the others are who is in it.
TWO = ["bob", "stijn"]
SAID_BY_TWO = [
    ("bob", 98, "Two customers are nearer to you than to us: a school in the south and a clinic beside it. Would you"
     " want to talk about them?"),
    ("stijn", 95, "Gladly. We have somebody there from **Monday to Wednesday**. What do they run today?"),
    ("bob", 94, "Both the old edition. The school renews in March, the clinic has time until summer:\n\n- school: 40"
     " seats, own server\n- clinic: 120 seats, hosted"),
    ("stijn", 71, "Then the school first. Is there anything written that the clinic may move without a new contract?"),
    ("bob", 70, "There is, since last week. It stands in the thread about the grace period, third answer."),
    ("stijn", 49, "Read it. That helps more than three calls to the hotline."),
    ("bob", 47, "Half an hour on Thursday, with the two customers on the line?"),
    ("stijn", 26, "Thursday at ten. I bring the price list that is still valid until the end of the month."),
    ("stijn", 3, "And one question before that: who of you signs?"),
]  # fmt: skip
SEVERAL = ["bea", "bob", "ingrid", "kwame", "greta"]
SAID_BY_SEVERAL = [
    ("bea", 120, "You all wrote that you certify people before the deadline. Shall we book one course together? It is"
     " cheaper from eight on."),
    ("ingrid", 118, "Three of ours would come."),
    ("kwame", 100, "Two, if it is online."),
    ("bob", 96, "Two. I ask the training company for a date."),
    ("greta", 30, "We have the room in case it is not. Fourteen chairs, and a train station next door."),
    ("bea", 5, "Then it is nine of us. I write down what each of us pays and send it round."),
]  # fmt: skip
RUDE = "Stop asking around about our prices, or I will see to it that your own vendor manager hears what you wrote."


def plan(story) -> None:
    for people, title, said in ((TWO, "", SAID_BY_TWO), (SEVERAL, "One course for nine", SAID_BY_SEVERAL)):
        conversation: list = []
        for writer, hours, text in said:
            at = story.now - dt.timedelta(hours=hours)
            story.at(at, lambda a=(people, title, writer, text), c=conversation: _write(story, c, *a))
    story.at(story.now - dt.timedelta(hours=20), lambda: _be_rude(story, "marchetti", "bob"))
    story.at(story.now - dt.timedelta(hours=1), lambda: _read(story, "bob"))


def _write(story, conversation: list, people: list[str], title: str, writer: str, text: str) -> None:
    if not conversation:
        others = [_again(story, handle) for handle in people if handle != writer]
        conversation.append(actions.begin_conversation(others, author=_again(story, writer), source=text, title=title))
    else:
        actions.say(conversation[0], author=_again(story, writer), source=text)


def _be_rude(story, writer: str, reader: str) -> None:
    """Where the two write since they were introduced; it is reported, and the writer is blocked."""
    rude, hurt = _again(story, writer), _again(story, reader)
    message = actions.say(conversation_with(hurt, rude), author=rude, source=RUDE)
    moderation.report(message, reporter=hurt, reason="unkind", note="We asked nobody about their prices.")
    actions.block_person(rude, member=hurt)


def _read(story, handle: str) -> None:
    """What is older than two days counts as read; the rest of it is new."""
    member = _again(story, handle)
    for seat in member.conversations.select_related("conversation"):
        old = seat.conversation.messages.filter(created_at__lt=story.now - dt.timedelta(days=1, hours=2)).last()
        if old:
            actions.mark_conversation_read(seat.conversation, member=member, number=old.number)


def _again(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
