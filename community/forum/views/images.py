"""Images in posts: sent in, and given out to those who may see them."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import Refused
from community.core.uploads import limits
from community.core.views import because_of, members_only
from community.forum import actions
from community.forum.forms import DraftForm
from community.forum.models import Draft, Image

AROUND_THE_FILE = 100_000  # bytes: the token, the name of the file
# Opened by itself, an image is nothing but an image, for nobody but who may see it, and asked for anew each time.
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def image(request, key):
    """The image itself, through the viewer."""
    found = get_object_or_404(Image.objects.visible_to(request.user), pk=key)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file_of(found)
    for name, value in (HEADERS | {"ETag": etag}).items():
        response.headers[name] = value
    return response


@csrf_exempt  # the length is looked at before anything is read; what follows asks for the token
@require_POST
def image_add(request):
    """Take in an image for a text that is being written. Answers a script: the Markdown for it, or a sentence."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > limits.MOST_BYTES + AROUND_THE_FILE:
        return _say(_(limits.TOO_LARGE), status=413)
    return _take(request)


def image_into_draft(request, form: DraftForm, **place) -> HttpResponse:
    """Without scripts: the image goes into the text, the text into its draft, and its form goes on with that."""
    there = Draft(member=request.user, **place).get_absolute_url()
    if not form.is_valid():
        return _text_back(request, form.errors.values(), there)
    kept = form.cleaned_data
    try:
        added = actions.add_image(request.user, data=_file_sent(request))
        kept["source"] = f"{kept['source'].rstrip()}\n\n{added.markdown}\n".lstrip("\n")
        messages.success(request, _("The image is at the end of your text. Describe it there in a few words."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    try:
        actions.save_draft(request.user, rest=form.rest, **kept, **place)
    except Refused as refusal:
        return _text_back(request, [[refusal.sentence]], there)
    return redirect(there)


@csrf_protect
@members_only
def _take(request) -> HttpResponse:
    try:
        added = actions.add_image(request.user, data=_file_sent(request))
    except actions.ImageRefused as refusal:
        return _say(refusal.sentence, status=refusal.status)
    except Refused as refusal:
        return because_of(refusal, _say(refusal.sentence, status=422))
    return _say(added.markdown, status=201)


def _file_sent(request) -> bytes | None:
    """The bytes of the file in a form; None if there were more than we take."""
    sent = request.FILES.get("image")
    if sent is None:
        return None if getattr(request, "file_was_too_large", False) else b""
    return sent.read()


def _file_of(found: Image) -> FileResponse:
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type=found.media_type, filename=f"{found.key}.{found.kind}")


def _text_back(request, errors, there: str) -> HttpResponse:
    """A page with all that was typed, where no draft can keep it."""
    for sentences in errors:
        messages.error(request, " ".join(sentences))
    context = {"part": "components/_typed.html", "typed": [request.POST.get("source", "")], "back": there}
    return render(request, "on_its_own.html", context, status=422)


def _say(sentence: str, *, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
