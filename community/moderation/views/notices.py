"""Notices of illegal content: the form for everybody, the link in the mail, and the page of a moderator."""

from functools import partial

from allauth.core.ratelimit import consume
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.moderation import actions
from community.moderation.forms import NoticeForm, ReasonForm
from community.moderation.models import Notice
from community.moderation.views.deciding import around, decide
from community.moderation.views.guarding import moderators_only


@require_http_methods(["GET", "HEAD", "POST"])
def notice_create(request):
    host = request.get_host()
    about = request.GET.get("about", "")[:400]
    initial = {"page": about if about.startswith("/") else ""}
    form = NoticeForm(request.POST, host=host) if request.method == "POST" else NoticeForm(host=host, initial=initial)
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name not in {"page", "good_faith"}}
        if consume(request, action="notice", key=given["email"].lower()):
            actions.send_notice(form.cleaned_data["page"], **given, language=get_language() or "en")
            return redirect("notice_sent")
        form.add_error(None, _("There were many notices from here. Try again tomorrow; your text stays here."))
        return render(request, "moderation/notice.html", {"form": form}, status=429)
    return render(request, "moderation/notice.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def notice_sent(request):
    return render(request, "moderation/notice_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
def notice_confirm(request, token: str):
    """Programs that look at mails open every link in them; a person presses the button."""
    notice = actions.notice_of(token)
    if notice and request.method == "POST":
        actions.confirm_notice(notice)
        return HttpResponseRedirect(reverse("notice_confirm", args=[token]))
    return render(request, "moderation/notice_confirm.html", {"notice": notice}, status=200 if notice else 410)


@moderators_only
@require_safe
def notice_case(request, pk: int):
    return _show(request, pk)


@moderators_only
@require_POST
def notice_decide(request, pk: int):
    notice, form = _notice(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    acted_on, reason = "acted_on" in request.POST, form.cleaned_data["reason"]
    return decide(
        request,
        lambda: actions.decide_notice(notice, moderator=request.user, acted_on=acted_on, reason=reason),
        done=_("Decided. Its sender is told by mail in ten minutes."),
        show=partial(_show, request, pk, form),
    )


def _notice(request, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)


def _show(request, pk: int, form: ReasonForm | None = None, *, status: int = 200, stale: bool = False):
    notice, form = _notice(request, pk), form or ReasonForm()
    form.fields["reason"].label = _("What the sender of the notice will read")
    context = around(request, f"notice-{pk}", notice, stale=stale) | {"notice": notice, "form": form}
    return render(request, "moderation/notice_case.html", context, status=status)
