"""What views of several areas do."""

import inspect
from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from community.core.refusals import Refused, TooSoon
from community.core.slugs import IdSlug

# What people write at length, by the names of the fields.
WRITINGS = ("source", "reason", "message", "summary", "note", "why", "text")


def members_only(view):
    """Visitors are asked to sign in. A form whose sender's session has ended gives its text back."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        back = urlsplit(request.headers.get("Referer", "")).path or "/"
        return render(request, "signed_out.html", {"typed": typed_texts(request), "back": back}, status=401)

    return guarded


def typed_texts(request) -> list[str]:
    """The texts of a form that could not be taken, so that nothing typed is lost."""
    rows = [name for name in request.POST if name.rpartition("-")[2] in WRITINGS and "-" in name]  # of a list of forms
    return [request.POST[name] for name in (*WRITINGS, *rows) if request.POST.get(name)]


def page_to_return_to(request) -> str:
    """An address that can be asked for: this page's, or of a page that came of a form the nearest one above it."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    path = request.path
    while path != "/" and not _takes_get(path):
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return path


def _takes_get(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    while view is not None:
        # What Django's require_POST and its like keep of what they allow.
        methods = (
            inspect.getclosurevars(view).nonlocals.get("request_method_list") if inspect.isfunction(view) else None
        )
        if methods is not None:
            return "GET" in methods
        view = getattr(view, "__wrapped__", None)
    return True


def is_looking(request) -> bool:
    """Whether somebody reads the answer, rather than a browser that fetches it in case."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")


def misspelt(request, asked: IdSlug, right_url: str) -> HttpResponse | None:
    """A permanent redirect to the canonical address if the slug in the path is another one."""
    if request.path == right_url or not request.path.startswith("/"):
        return None
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(right_url + query, permanent=True)


def attempt(request, action, *, done: str = "", already: str = "") -> bool:
    """Run an action for a form without fields, and say what came of it.

    Returns:
        False if the action was refused; the member reads the refusal on the next page.
    """
    try:
        acted = action()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return False
    text = done if acted else already
    if text:
        messages.success(request, text)
    return True


def in_place(request, template: str, context: dict, *, back: str, status: int = 200) -> HttpResponse:
    """The answer to a small form: to htmx the part of the page that it changed, else a redirect to that part.

    Messages that were added on the way go along, to where the page shows them. With another ``status`` than 200
    the part is answered either way: a form with errors is never lost by a redirect.
    """
    if request.htmx:
        return render(request, "in_place.html", context | {"part": template}, status=status)
    if status != 200:
        return render(request, "on_its_own.html", context | {"part": template, "back": back}, status=status)
    return redirect(back)


def because_of(refusal: Refused, response: HttpResponse) -> HttpResponse:
    """The answer to a form that was refused. One that came too soon is told, in the header too, how long to wait."""
    if isinstance(refusal, TooSoon):
        response.status_code = 429
        response.headers["Retry-After"] = str(refusal.seconds)
    return response


def calendar_file(content: bytes, *, filename: str) -> HttpResponse:
    """An iCalendar file; ``filename`` without its ending."""
    headers = {"Content-Disposition": f'inline; filename="{filename}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
