"""Pages for what went wrong. Each says what to do next."""

import sys

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from community.core.middleware import database_away
from community.core.refusals import Refused
from community.core.views import typed_texts


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    sentence = exception.sentence if isinstance(exception, Refused) else ""
    return render(request, "403.html", {"sentence": sentence}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", {"asked": request.path[:200]}, status=404)


def too_many_requests(request, exception=None):
    """Of signing in, signing up and what mails codes: a minute is what their limits count by."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = "60"
    return response


def server_error(request):
    """The page asks nothing of the database, which may be what failed; then it is the page for that."""
    return database_away(request, sys.exc_info()[1]) or HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request, reason=""):
    """A form that was open for too long, or in a browser that refuses cookies. What was typed is shown again."""
    return render(request, "403_csrf.html", {"typed": typed_texts(request)}, status=403)
