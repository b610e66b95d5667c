"""The filters of the change list, and the names under which members keep them."""

from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.db.models import Value
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import COUNTRIES
from community.core.forms import DayInput
from community.programs.models import Change, Program, SavedSearch, Tier, Vendor
from community.programs.queries import Filters
from community.programs.states import State
from community.tags.models import Tag


class Offered:
    """The things that filters choose from, asked for once for all forms of a page, in one query."""

    @cached_property
    def _rows(self) -> list[tuple]:
        """Of each thing: sort, number, key in addresses, name; of tiers also program, its name, vendor and rank."""
        none = [Value(0), Value(""), Value(0), Value(0)]
        vendors = Vendor.objects.order_by().values_list(Value("vendor"), "pk", "slug", "name", *none)
        tags = Tag.objects.order_by().values_list(Value("tag"), "pk", "name", "name", *none)
        program = ["program_id", "program__name", "program__vendor_id", "rank"]
        tiers = Tier.objects.order_by().values_list(Value("tier"), "pk", "name", "name", *program)
        return list(vendors.union(tags, tiers, all=True))

    @cached_property
    def vendors(self) -> dict[str, Vendor]:
        rows = sorted((row for row in self._rows if row[0] == "vendor"), key=lambda row: row[3].casefold())
        return {slug: Vendor(pk=pk, slug=slug, name=name) for _sort, pk, slug, name, *_rest in rows}

    @cached_property
    def tags(self) -> dict[str, Tag]:
        rows = sorted((row for row in self._rows if row[0] == "tag"), key=lambda row: row[3])
        return {name: Tag(pk=pk, name=name) for _sort, pk, name, *_rest in rows}

    def tiers_of(self, vendor: Vendor) -> dict[str, Tier]:
        """By their number, as addresses name them: names of tiers are the same everywhere."""
        rows = [row for row in self._rows if row[0] == "tier" and row[6] == vendor.pk]
        tiers = {}
        for _sort, pk, _key, name, program_pk, program_name, _vendor, rank in sorted(
            rows, key=lambda row: (row[5], row[7])
        ):
            program = Program(pk=program_pk, name=program_name, vendor=vendor)
            tiers[str(pk)] = Tier(pk=pk, name=name, program=program, rank=rank)
        return tiers


def _day(label: str) -> forms.DateField:
    return forms.DateField(required=False, label=label, widget=DayInput())


class ChangeFilterForm(forms.Form):
    """The filters of the change list, as they stand in its address. What cannot be read is ignored.

    Tiers can be chosen once there is a vendor: without one their names mean nothing.
    """

    vendor = forms.TypedChoiceField(required=False, label=_("Vendor"))
    kind = forms.ChoiceField(required=False, label=_("Kind"), choices=[("", _("All")), *Change.Kind.choices])
    direction = forms.ChoiceField(
        required=False, label=_("Direction"),
        choices=[("", _("Any")), ("worse", _("Worse")), ("better", _("Better")), ("neutral", _("Neutral"))],
    )  # fmt: skip
    tier = forms.TypedChoiceField(required=False, label=_("Tier"))
    country = forms.ChoiceField(required=False, label=_("Country"), choices=[("", _("Any")), *COUNTRIES])
    state = forms.ChoiceField(
        required=False, label=_("State"),
        choices=[("", _("All")), ("expected", _("Still to come")), *State.choices],
    )  # fmt: skip
    tag = forms.TypedChoiceField(required=False, label=_("Tag"))
    touches = forms.ChoiceField(
        required=False, label=_("Touches me"),
        choices=[("", _("All")), ("yes", _("Yes")), ("maybe", _("Maybe")), ("either", _("Yes or maybe"))],
    )  # fmt: skip
    unanswered = forms.TypedChoiceField(
        required=False, label=_("Questions"), coerce=bool, empty_value=False,
        choices=[("", _("Any")), ("1", _("Unanswered"))],
    )  # fmt: skip
    since = _day(_("Act by, from"))
    until = _day(_("Act by, until"))

    def __init__(self, *args, viewer, offered: Offered | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if not viewer.is_authenticated:
            del self.fields["touches"]
        self.offered = offered or Offered()
        self._offer("vendor", _("All"), self.offered.vendors)
        self._offer("tag", _("Any"), self.offered.tags)
        vendor = self.offered.vendors.get(self.data.get("vendor"))
        tiers = self.offered.tiers_of(vendor) if vendor else {}
        if tiers:
            self._offer("tier", _("Any"), tiers)
        else:
            del self.fields["tier"]

    def filters(self) -> Filters:
        """The filters that could be read."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})

    @cached_property
    def chips(self) -> list[tuple[str, str, str]]:
        """The filters that are set: (parameter, label, value in words)."""
        self.is_valid()
        return [
            (name, field.label, self._in_words(name))
            for name, field in self.fields.items()
            if self.cleaned_data.get(name)
        ]

    @cached_property
    def set_names(self) -> set[str]:
        return {name for name, _label, _value in self.chips}

    @cached_property
    def query(self) -> str:
        """The filters as they stand in addresses: only those that mean something, always in the same order."""
        return urlencode([(name, self._in_address(name)) for name, _label, _value in self.chips])

    @cached_property
    def words(self) -> str:
        """The filters in a line, as a first name for them."""
        return ", ".join(value for _name, _label, value in self.chips)

    def _offer(self, name: str, everything, things: dict) -> None:
        """One query serves the options, the choice and its words."""
        self.fields[name].choices = [("", everything), *((key, str(thing)) for key, thing in things.items())]
        self.fields[name].coerce = things.get

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))

    def _in_address(self, name: str) -> str:
        value = self.cleaned_data[name]
        return value.isoformat() if hasattr(value, "isoformat") else self.data[name]


class SearchNameForm(forms.Form):
    """The name of a saved search."""

    name = forms.CharField(
        label=_("Name of the search"), max_length=SavedSearch.NAME_LENGTH,
        error_messages={"required": _("Give the search a name, so that you find it again.")},
    )  # fmt: skip


class SaveSearchForm(SearchNameForm):
    """A name for filters; ``query`` is what stands behind the "?" of the list, of which only what is known is kept."""

    query = forms.CharField(max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean(self):
        data = super().clean()
        data["query"] = ChangeFilterForm(QueryDict(data.get("query", "")), viewer=self.viewer).query
        if not data["query"]:
            raise forms.ValidationError(_("Set at least one filter; a search without any is the whole list."))
        return data
