"""Pages that are composed of several areas."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts import queries as accounts
from community.accounts import rules as account_rules
from community.accounts.actions import switch_keys
from community.accounts.models import Company, User
from community.core.refusals import allowed
from community.core.slugs import IdSlug
from community.core.views import is_looking, members_only, misspelt
from community.forum import queries as forum
from community.forum import rules as forum_rules
from community.networking import queries as peers
from community.networking import rules as peer_rules
from community.programs import queries as programs
from community.programs import rules as program_rules
from community.programs.actions import note_visit
from community.programs.queries import Filters
from community.programs.views.touch import touches_in
from community.tags.models import Tag
from community.tags.queries import with_follow
from community.web import mailbox


@require_safe
def home(request):
    context = {
        "act_by": programs.act_by(request.user),
        "moved": programs.newly_moved(request.user),
        "threads": forum.talking(request.user),
    }
    return render(request, "web/home.html", context)


@require_safe
def change(request, ref: IdSlug):
    found = programs.change_for(request.user, ref.pk)
    if found is None:
        raise Http404
    elsewhere = misspelt(request, ref, found.get_absolute_url())
    if elsewhere:
        return elsewhere
    thread = forum.change_discussion(found, request.user)
    page = programs.change_page(found, request.user)
    last = programs.last_visit(found)
    playbook = programs.playbook(found)
    posts = thread.last_number if thread else 0
    facts = programs.visit_facts(found, **page.counts, posts=posts, playbook=playbook.sheet.number)
    context = {
        "page": page,
        "playbook": playbook,
        "options": programs.options_table(found),
        "can_edit_sheets": allowed(program_rules.check_can_edit_sheets, request.user, found),
        "change": found,
        "since_visit": programs.since_visit(last, facts),
        "thread": thread,
        "posts": forum.last_posts(thread, request.user) if thread else [],
        "can_edit": allowed(program_rules.check_can_edit, request.user, found),
        "can_reply": thread is not None and allowed(forum_rules.check_can_reply, request.user, thread),
    }
    response = render(request, "web/change.html", context)
    if request.user.is_authenticated and is_looking(request):
        note_visit(found, member=request.user, facts=facts, last=last)
    return response


@require_safe
def person(request, handle: str):
    people = peers.with_entries(User.objects.visible_to(request.user).with_company(), request.user)
    found = get_object_or_404(people, handle__iexact=handle)
    if found.handle != handle:
        return HttpResponseRedirect(found.get_absolute_url(), status=301)
    context = {
        "person": found,
        "hats": accounts.hats_of(found, request.user),
        "posts": forum.posts_by(found, request.user),
        "counts": forum.counts_of_posts_by(found, request.user),
        "withheld": accounts.withheld_of(found, request.user),
        "following": peers.following_of(request.user, found),
        "may_be_introduced": peer_rules.may_be_offered(request.user, found),
        "may_be_written_to": peer_rules.may_be_written_to(request.user, found),
        "profile": peers.shown_profile(found, request.user),
    }
    return render(request, "web/person.html", context)


@require_safe
def company(request, slug: str):
    companies = peers.with_enquiries(Company.objects.visible_to(request.user), request.user)
    companies = peers.with_entries(companies, request.user, by="author__membership__company")
    found = get_object_or_404(companies, slug=slug)
    context = {
        "company": found,
        "people": accounts.people_of(found, request.user),
        "may_write": allowed(peer_rules.check_can_begin, request.user),
        "may_introduce": allowed(peer_rules.check_can_introduce, request.user) and request.user.company != found,
        "roles": accounts.roles_of(found),
        "holdings": programs.holdings_of(found, request.user),
        "keepers": accounts.keepers_of(found),
        "is_followed": peers.follows_company(request.user, found),
        "own_claim": accounts.claim_by(request.user, found),
        "can_claim": allowed(account_rules.check_can_claim, request.user, found),
        "can_edit": allowed(account_rules.check_can_edit_company, request.user, found),
    }
    return render(request, "web/company.html", context)


@require_safe
def tag(request, name: str):
    found = get_object_or_404(with_follow(request.user), name=name)
    after, touches = request.GET.get("after", ""), touches_in(request)
    context = {
        "tag": found,
        "is_followed": found.is_followed,
        "timetable": programs.timetable(request.user, Filters(tag=found, touches=touches), after=after),
        "touches": touches,
        "threads": forum.threads_with_tag(request.user, found),
        "is_continued": bool(after),
    }
    return render(request, "web/tag.html", context)


@require_safe
def tag_list(request):
    return render(request, "web/tag_list.html", {"tags": Tag.objects.all()})


@require_safe
def about(request):
    return render(request, "web/about.html")


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request):
    """What the keys do; a member switches them ``off`` or ``on`` here, a visitor in the browser."""
    if request.method == "POST":
        return _switch_keys(request)
    return render(request, "web/keys.html")


@members_only
def _switch_keys(request):
    switch_keys(request.user, on=request.POST.get("keys") != "off")
    return redirect("keys")


@require_safe
def outgoing_mail(request):
    """Mail that this server would have sent. Exists in development only."""
    if not settings.MAIL_PAGE:
        raise Http404
    return render(request, "web/outgoing_mail.html", {"mails": mailbox.latest()})


@csrf_exempt  # it only changes in which language this browser is answered
@require_POST
def set_language(request):
    """Remember the language in a cookie and go back to where one was."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )  # fmt: skip
    return response
