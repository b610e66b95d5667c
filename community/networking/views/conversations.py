"""Conversations: the list, one of them, and what one does there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.paging import number_in
from community.core.refusals import Refused
from community.core.views import attempt, because_of, in_place, is_looking, members_only
from community.networking import actions, queries, rules
from community.networking.forms import AddPeopleForm, ConversationForm, MessageForm
from community.networking.models import Conversation


@members_only
@require_safe
def conversation_list(request):
    is_archived = request.GET.get("list") == "archived"
    page = queries.conversations(request.user, is_archived=is_archived, before=number_in(request.GET.get("before")))
    return render(request, "networking/conversation_list.html", {"page": page, "is_archived": is_archived})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def conversation_new(request):
    """Write to one or several people; where two write to each other already, that is shown instead."""
    if request.method != "POST":
        return _begin(request)
    form = ConversationForm(request.POST, viewer=request.user)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            return redirect(actions.begin_conversation(facts.pop("to"), author=request.user, **facts))
        except Refused as refusal:
            return _refused(request, form, refusal)
    return render(request, "networking/conversation_new.html", {"form": form}, status=422)


@members_only
@require_safe
def conversation(request, pk: int):
    """The last messages, which count as read then; ``before`` leads to earlier ones."""
    page = _page_or_404(request, pk, before=number_in(request.GET.get("before"), most=2**31 - 1))
    if is_looking(request) and page.messages:
        actions.mark_conversation_read(page.conversation, member=request.user, number=page.messages[-1].number)
    return _show(request, page)


@members_only
@require_POST
def message_create(request, pk: int):
    """Write a message; to htmx the form is answered, the message comes by the page’s own line."""
    found, form = _own_or_404(request, pk), MessageForm(request.POST)
    if form.is_valid():
        try:
            message = actions.say(found, author=request.user, **form.cleaned_data)
        except Refused as refusal:
            if isinstance(refusal, actions.SentAlready):
                form.renew_key()
            form.add_error(None, refusal.sentence)
            return because_of(refusal, _with_text(request, pk, form))
        context = {"conversation": found, "form": MessageForm(), "said": _("Sent.")}
        return in_place(request, "networking/_message_box.html", context, back=message.get_absolute_url())
    return _with_text(request, pk, form)


@members_only
@require_POST
def conversation_people(request, pk: int):
    """Bring others in."""
    found, form = _own_or_404(request, pk), AddPeopleForm(request.POST, viewer=request.user)
    if form.is_valid():
        try:
            count = actions.add_people(found, by=request.user, persons=form.cleaned_data["to"])
        except Refused as refusal:
            form.add_error("to", refusal.sentence)
        else:
            said = ngettext("%(count)d person was added.", "%(count)d people were added.", count)
            messages.success(request, said % {"count": count})
            return redirect(found)
    return _show(request, _page_or_404(request, pk), adding=form, status=422)


@members_only
@require_POST
def conversation_leave(request, pk: int):
    """Leave it; of two, put it away."""
    found = _own_or_404(request, pk)
    attempt(
        request,
        lambda: actions.leave_conversation(found, member=request.user),
        done=_("It is gone from your list. Of two people it comes back with the next message."),
    )
    return redirect("conversation_list")


@members_only
@require_POST
def conversation_mute(request, pk: int):
    """Hear no more of what is new in it; with ``stop`` hear of it again."""
    found, stops = _own_or_404(request, pk), "stop" in request.POST
    actions.mute_conversation(found, member=request.user, is_muted=not stops)
    said = _("You hear of new messages again.") if stops else _("You hear no more of new messages in it.")
    messages.success(request, said)
    return redirect(found)


def _begin(request):
    form = ConversationForm(viewer=request.user, initial={"to": request.GET.get("to", "")})
    called = list(queries.people_called(request.user, [request.GET.get("to", "")]).values())
    found = queries.conversation_with(request.user, called[0]) if called else None
    if found is not None:
        return redirect(found)
    obstacle = ""
    try:
        rules.check_can_begin(request.user)
    except Refused as refusal:
        obstacle = refusal.sentence
    context = {"form": form, "obstacle": obstacle}
    return render(request, "networking/conversation_new.html", context)


def _refused(request, form: ConversationForm, refusal: Refused):
    if isinstance(refusal, actions.SentAlready):
        form.renew_key()
    form.add_error(None, refusal.sentence)
    return because_of(refusal, render(request, "networking/conversation_new.html", {"form": form}, status=422))


def _own_or_404(request, pk: int) -> Conversation:
    return get_object_or_404(Conversation.objects.visible_to(request.user), pk=pk)


def _page_or_404(request, pk: int, *, before: int | None = None) -> queries.ConversationPage:
    page = queries.conversation_page(request.user, pk, before=before)
    if page is None:
        raise Http404
    return page


def _with_text(request, pk: int, form: MessageForm):
    """The form that was not accepted, with the text kept."""
    if request.htmx:
        context = {"conversation": _own_or_404(request, pk), "form": form}
        return in_place(request, "networking/_message_box.html", context, back="", status=422)
    return _show(request, _page_or_404(request, pk), form, status=422)


def _show(
    request, page: queries.ConversationPage, form: MessageForm | None = None, *, adding: AddPeopleForm | None = None,
    status: int = 200,
):  # fmt: skip
    context = {
        "page": page,
        "conversation": page.conversation,
        "seat": page.seat,
        "obstacle": rules.why_not_say(request.user, page.conversation),
        "form": form or MessageForm(),
        "adding": adding or AddPeopleForm(viewer=request.user),
    }
    return render(request, "networking/conversation.html", context, status=status)
