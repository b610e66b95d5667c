"""Partners who ask to be introduced to each other: open, accepted, declined, over. All of it is invented."""

import datetime as dt

from community.networking import actions

# Who asks whom, how many days ago, in what words.
ASKED = [
    ("bea", "bob", 2, "We take over two municipalities in the north in spring, and I hear that you have moved such"
     " customers before. Half an hour on the phone would save us weeks. In return I can tell you how our distributor"
     " handles the minimum order."),
    ("ingrid", "bob", 9, "Our renewal is due in March and your remark about the two tiers is the only one that fits our"
     " case. May I ask you how you counted?"),
    ("bob", "greta", 3, "We look for somebody who certifies two of our people before the deadline, in German. Do you"
     " still do that?"),
    ("bob", "kwame", 6, "You wrote that your vendor manager answered in writing. We get only calls. Whom did you ask?"),
    ("bob", "haugen", 30, "Two of our customers are nearer to you than to us, and we cannot serve them on site any"
     " more. Would you want to talk about them?"),
    ("marchetti", "bob", 40, "We would like to offer a joint course on the new portal, and look for somebody who knows"
     " the small partners in Sweden."),
]  # fmt: skip


def plan(story) -> None:
    for requester, target, days, blurb in ASKED:
        story.at(story.now - dt.timedelta(days=days, hours=3), lambda a=(requester, target, blurb): _ask(story, *a))
    story.at(story.now - dt.timedelta(days=5), lambda: _say(story, "bob", "kwame", "no"))
    story.at(story.now - dt.timedelta(days=38), lambda: _say(story, "marchetti", "bob", "yes"))
    story.at(story.now - dt.timedelta(days=8), lambda: _say(story, "ingrid", "bob", "later"))


def _ask(story, requester: str, target: str, blurb: str) -> None:
    asking, asked = _again(story, requester), _again(story, target)
    story.introductions[requester, target] = actions.ask_for_introduction(
        asked, requester=asking, blurb=blurb, contact=asking.email
    )


def _say(story, requester: str, target: str, verdict: str) -> None:
    introduction, by = story.introductions[requester, target], _again(story, target)
    match verdict:
        case "yes":
            actions.accept_introduction(introduction, by=by, contact=by.email)
        case "later":
            actions.postpone_introduction(introduction, by=by)
        case "no":
            actions.decline_introduction(introduction, by=by)


def _again(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
