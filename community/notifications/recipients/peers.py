"""Who is told of what goes on between partners: introductions, offers, rounds, the teaming board, messages."""

from community.accounts.models import User
from community.activity.models import Activity
from community.networking import queries as networking
from community.networking.models import HelpOffer, Introduction, Message, RoundSeat, TeamingAlert, TeamingEntry


def _asked(activity: Activity) -> dict[int | None, str]:
    """Whoever is asked to be introduced, as long as they can answer."""
    return {
        Introduction.objects.open()
        .filter(pk=activity.target_id)
        .values_list("target", flat=True)
        .first(): activity.verb
    }


def _asked_later(activity: Activity) -> dict[int | None, str]:
    """The same, if they still want to be asked again."""
    waiting = Introduction.objects.open().filter(pk=activity.target_id, answer__verdict="later").first()
    if waiting is None or networking.who_block(waiting.requester_id, [waiting.target_id]):
        return {}
    return {waiting.target_id: activity.verb}


def _introduced(activity: Activity) -> dict[int | None, str]:
    accepted = Introduction.objects.accepted().filter(pk=activity.target_id)
    return {accepted.values_list("requester", flat=True).first(): activity.verb}


def _offered(activity: Activity) -> dict[int | None, str]:
    """Whoever is asked a question, as long as it needs them."""
    return {
        HelpOffer.objects.waiting()
        .filter(pk=activity.target_id)
        .values_list("person", flat=True)
        .first(): activity.verb
    }


def poster(activity: Activity) -> dict[int | None, str]:
    """Whoever posted the need or offer."""
    return {TeamingEntry.objects.filter(pk=activity.target_id).values_list("author", flat=True).first(): activity.verb}


def _fitted(activity: Activity) -> dict[int | None, str]:
    """Whom an entry fits, as long as it stands on the board."""
    alerts = TeamingAlert.objects.filter(pk=activity.target_id, entry__in=TeamingEntry.objects.open())
    return {alerts.values_list("person", flat=True).first(): activity.verb}


def _taker(activity: Activity) -> dict[int | None, str]:
    """Whoever took part in a round, as long as their account is there."""
    return {RoundSeat.objects.filter(pk=activity.target_id).values_list("person", flat=True).first(): activity.verb}


def _asked_how_it_was(activity: Activity) -> dict[int | None, str]:
    """The same, if there is somebody whom they met, and they have not said it."""
    seats = RoundSeat.objects.matched().filter(pk=activity.target_id, answer="")
    return {seats.values_list("person", flat=True).first(): activity.verb}


def _listeners(activity: Activity) -> dict[int | None, str]:
    """Who has not read the message meanwhile, and was not told of one before it. Three queries for however many."""
    message = Message.objects.shown().select_related("author").filter(pk=activity.target_id).first()
    if message is None:
        return {}
    seats = networking.listeners(message).filter(person__in=User.objects.active())
    return dict.fromkeys(seats.values_list("person", flat=True), activity.verb)


WHO = {
    "introduction.asked": _asked,
    "introduction.came_back": _asked_later,
    "introduction.accepted": _introduced,
    "offer.made": _offered,
    "round.matched": _taker,
    "round.waited": _taker,
    "round.asked": _asked_how_it_was,
    "teaming.fits": _fitted,
    "teaming.ends_soon": poster,
    "message.sent": _listeners,
}
