"""Editing a record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.dates import write_fuzzy
from community.programs.forms.changes import ChangeForm
from community.programs.models import Change, Program, Tier
from community.programs.queries import revisions as queries

_CONTROLS = {name: f"audience_{name}" for name in ("roles", "countries", "sizes")}


class RevisionForm(ChangeForm):
    """A record as it stands, to be corrected. Its vendor, state and sources are not edited: those are steps."""

    vendor = state = source_title = source_url = anyway = None

    details = forms.CharField(
        required=False, max_length=32000, label=_("Details"), widget=forms.Textarea(attrs={"rows": 6})
    )
    next_steps = forms.CharField(
        required=False, max_length=32000, label=_("Next steps"), widget=forms.Textarea(attrs={"rows": 4})
    )
    note = forms.CharField(
        required=False, max_length=300, label=_("What you corrected, and why"),
        help_text=_("Everybody reads it with the difference. Needed if you correct a date of a published record."),
    )  # fmt: skip
    is_substantive = forms.BooleanField(
        required=False, label=_("Tell those who follow this"),
        help_text=_("Of corrected dates, terms and audience they hear anyway; of wording only if you tick this."),
    )  # fmt: skip
    is_confidential = forms.BooleanField(
        required=False, label=_("The old words must not be seen any more"),
        help_text=_("For what should never have been published. Only moderators can read them from now on."),
    )  # fmt: skip
    version = forms.CharField(max_length=400, widget=forms.HiddenInput)

    def __init__(self, change: Change, data=None):
        self.change = change
        self.facts_before = queries.facts_of(change)
        self.texts_before = queries.texts_of(self.facts_before)
        self.conflicts: list[queries.FieldDifference] = []
        super().__init__(data, initial=self._shown())
        self.fields["summary"].required = self.fields["tags"].required = False
        self.fields["programs"].queryset = Program.objects.filter(vendor=change.vendor_id).select_related("vendor")
        tiers = Tier.objects.filter(program__vendor=change.vendor_id).select_related("program")
        tiers = tiers.order_by("program__name", "rank")
        self.fields["tiers"].queryset = tiers
        self.fields["tiers"].label_from_instance = lambda tier: f"{tier.program}: {tier}"

    def facts(self) -> dict:
        """The arguments for ``revise_change``, its version included."""
        data = dict(self.cleaned_data)
        return {name: data.pop(control) for name, control in _CONTROLS.items()} | data

    def rebased(self) -> "RevisionForm":
        """This form upon the record as it is now: what only others changed is theirs, what both did stands aside."""
        fresh = RevisionForm(Change.objects.select_related("vendor").get(pk=self.change.pk))
        typed, data, seen = queries.texts_of(self.facts()), self.data.copy(), queries.marks_in(self.data["version"])
        for name, theirs in fresh.texts_before.items():
            is_mine, is_theirs = (queries.mark_of(text) != seen.get(name) for text in (typed[name], theirs))
            control = _CONTROLS.get(name, name)
            if is_theirs and not is_mine:
                shown = fresh.initial[control]
                data.setlist(control, [str(one) for one in shown] if isinstance(shown, list) else [shown])
            elif is_theirs and typed[name] != theirs:
                fresh.conflicts.append(queries.FieldDifference(str(queries.LABELS[name]), theirs, typed[name]))
        data["version"] = fresh.initial["version"]
        again = RevisionForm(fresh.change, data)
        again.conflicts = fresh.conflicts
        return again

    def _shown(self) -> dict:
        """The record as its controls show it."""
        facts = self.facts_before
        return {
            **{name: self.texts_before[name] for name in self.texts_before if name not in _CONTROLS},
            **{name: write_fuzzy(facts[name]) for name in queries.DATES},
            "programs": [program.pk for program in facts["programs"]],
            "tags": [tag.name for tag in facts["tags"]],
            "tiers": [tier.pk for tier in facts["tiers"]],
            "audience_roles": list(facts["roles"]),
            "audience_countries": ", ".join(facts["countries"]),
            "audience_sizes": list(facts["sizes"]),
            "version": queries.version_of(self.texts_before),
        }
