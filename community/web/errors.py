"""Pages for what went wrong. Each says what to do next."""

from django.shortcuts import render

from community.core.refusals import Refused


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    sentence = exception.sentence if isinstance(exception, Refused) else ""
    return render(request, "403.html", {"sentence": sentence}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", {"asked": request.path[:200]}, status=404)


def server_error(request):
    """The page asks nothing of the database, which may be what failed."""
    return render(request, "500.html", status=500)


def csrf_failure(request, reason=""):
    """A form that was open for too long, or in a browser that refuses cookies. What was typed is shown again."""
    typed = [
        value
        for name, value in request.POST.items()
        if name in {"source", "reason", "message", "summary", "note"} and value
    ]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
