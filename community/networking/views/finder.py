"""The partner finder: for customers without an account, and for who keeps the page of a company."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.models import Company
from community.core.refusals import Refused
from community.core.views import because_of, members_only
from community.networking import actions, queries, rules
from community.networking.forms import EnquiryForm, FinderEntryForm, FinderFilters


@require_safe
def finder(request):
    filters = FinderFilters(request.GET)
    page = queries.finder_page(request.user, filters.chosen, after=filters.after)
    context = {"filters": filters, "page": page, "facets": filters.facets(page)}
    return render(request, "networking/finder.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_create(request, slug: str):
    """What a company offers customers, and the form to write to it."""
    company = get_object_or_404(Company.objects.visible_to(request.user), slug=slug)
    entry = queries.finder_entry_for(request.user, company)
    if entry is None:
        raise Http404
    form = EnquiryForm(request.POST or None)
    context = {"entry": entry, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "networking/enquiry.html", context, status=422 if form.errors else 200)
    given = {name: form.cleaned_data[name] for name in ("name", "email", "message")}
    if not consume(request, action="enquiry", key=given["email"].lower()):
        form.add_error(None, _("There were many enquiries from here. Try again tomorrow; your text stays here."))
        return render(request, "networking/enquiry.html", context, status=429)
    try:
        actions.send_enquiry(company, **given, language=get_language() or "en")
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return because_of(refusal, render(request, "networking/enquiry.html", context, status=422))
    return redirect("enquiry_sent")


@require_safe
def enquiry_sent(request):
    return render(request, "networking/enquiry_sent.html")


@cache_control(private=True, no_store=True)  # it shows what a customer wrote
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_confirm(request, token: str):
    """Programs that look at mails open every link in them; a person presses the button."""
    enquiry = actions.enquiry_of(token)
    context = {"enquiry": enquiry}
    if enquiry and request.method == "POST":
        try:
            actions.confirm_enquiry(enquiry)
        except Refused as refusal:
            context["refusal"] = refusal.sentence
            return because_of(refusal, render(request, "networking/enquiry_confirm.html", context, status=422))
        return HttpResponseRedirect(request.path)
    return render(request, "networking/enquiry_confirm.html", context, status=200 if enquiry else 410)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def finder_edit(request, slug: str):
    """Who keeps the page of a company says what customers find. For others the address leads back, with the reason."""
    company = get_object_or_404(Company.objects.visible_to(request.user), slug=slug)
    try:
        rules.check_can_edit_finder_entry(request.user, company)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(company)
    told = queries.told_customers(company, by=request.user)
    form = FinderEntryForm(request.POST or None, initial=told.initial, people=told.people)
    if request.method == "POST" and form.is_valid():
        entry = actions.edit_finder_entry(company, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Customers find you now.") if entry.is_listed else _("Saved."))
        return redirect("finder_edit", slug)
    context = {"company": company, "form": form, "told": told}
    return render(request, "networking/finder_edit.html", context, status=422 if form.errors else 200)
