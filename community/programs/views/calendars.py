"""Calendars as files, for whoever asks: of a change, a vendor, a program or a tag."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from community.core.slugs import IdSlug
from community.core.views import calendar_file
from community.programs import queries
from community.programs.calendars import write_calendar
from community.programs.models import Change, Program, Vendor
from community.tags.models import Tag


@require_safe
def change_calendar(request, ref: IdSlug):
    change = Change.objects.visible_to(request.user).published().filter(pk=ref.pk).first()
    if change is None:
        raise Http404
    return _calendar(request, change, f"change-{change.pk}")


@require_safe
def vendor_calendar(request, slug: str):
    return _calendar(request, get_object_or_404(Vendor, slug=slug), slug)


@require_safe
def program_calendar(request, vendor_slug: str, slug: str):
    program = get_object_or_404(Program, vendor__slug=vendor_slug, slug=slug)
    return _calendar(request, program, f"{vendor_slug}-{slug}")


@require_safe
def tag_calendar(request, name: str):
    return _calendar(request, get_object_or_404(Tag, name=name), f"tag-{name}")


def _calendar(request, thing, filename: str):
    """To a visitor as every page of visitors is given: with an ETag, to be revalidated. See core.middleware."""
    return calendar_file(write_calendar(queries.calendar_of(thing, request.user)), filename=filename)
