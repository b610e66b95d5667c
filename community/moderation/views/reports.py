"""Reporting a post."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.refusals import Refused, TooSoon
from community.core.slugs import IdSlug
from community.core.views import because_of, members_only
from community.forum.models import Post
from community.moderation import actions, rules
from community.moderation.forms import ReportForm


@members_only
def report_create(request, ref: IdSlug, number: int):
    posts = Post.objects.visible_to(request.user).published().filter(thread_id=ref.pk).with_author()
    post = get_object_or_404(posts.select_related("thread"), number=number)
    try:
        rules.check_can_report(request.user, post)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(post)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_post(post, reporter=request.user, **form.cleaned_data)
        except TooSoon as refusal:
            form.add_error(None, refusal.sentence)
            return because_of(refusal, render(request, "moderation/report.html", {"post": post, "form": form}))
        messages.success(request, _("Thank you. A moderator reads it; you will hear the outcome."))
        return redirect(post)
    return render(request, "moderation/report.html", {"post": post, "form": form}, status=422 if form.errors else 200)
