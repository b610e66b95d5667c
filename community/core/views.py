"""What views of several areas do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from community.core.refusals import Refused
from community.core.slugs import IdSlug


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
