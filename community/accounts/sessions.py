"""Where somebody is signed in."""

from allauth.usersessions.models import UserSession


def end_the_others(sender, request, user, **told) -> None:
    """A new second factor guards what was opened without it, too. Called by allauth."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
