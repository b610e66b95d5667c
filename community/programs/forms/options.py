"""What the reader of an options table enters: it stands in the address, so that it can be passed on."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.programs.prices import MOST, PARAMETERS, PLURALS
from community.programs.queries import Asked, OptionsTable

MOST_YEARS = 10


class WholeNumberField(forms.IntegerField):
    """A quantity. What cannot be one is named in the sentence, and kept."""

    widget = forms.TextInput

    def __init__(self, *, least: int, most: int, **more):
        super().__init__(**more)
        self.least, self.most = least, most
        self.widget.attrs |= {"inputmode": "numeric", "size": "6"}

    def to_python(self, value):
        given = (value or "").strip()
        if not given:
            return None
        if not (given.isascii() and given.isdigit()) or len(given) > 12 or not self.least <= int(given) <= self.most:
            raise ValidationError(
                _("“%(given)s” cannot be used. Write a whole number from %(least)s to %(most)s, in digits only.")
                % {"given": given[:30], "least": self.least, "most": self.most}
            )
        return int(given)


class RateField(forms.DecimalField):
    """What one of a currency is worth in another."""

    widget = forms.TextInput

    def __init__(self, **more):
        super().__init__(max_digits=12, decimal_places=6, **more)
        self.widget.attrs |= {"inputmode": "decimal", "size": "8"}

    def clean(self, value):
        given = (value or "").strip()
        try:
            rate = super().clean(given.replace(",", "."))
        except ValidationError:
            rate = Decimal(0)
        if rate is not None and rate <= 0:
            raise ValidationError(_("“%(given)s” is not a rate. Write it as 0.92.") % {"given": given[:30]})
        return rate


class QuantityForm(forms.Form):
    """How many of each unit that occurs, over how many years, compared with what, at which rates."""

    def __init__(self, table: OptionsTable, *args, **kwargs):
        super().__init__(*args, auto_id="quantity_%s", **kwargs)
        self.table = table
        self.units = {name: unit for name, unit in PARAMETERS.items() if unit in table.units}
        for name, unit in self.units.items():
            label = str(PLURALS[unit])
            label = label[:1].upper() + label[1:]
            self.fields[name] = WholeNumberField(required=False, label=label, least=0, most=MOST)
        if table.has_once:
            self.fields["years"] = WholeNumberField(
                required=False, label=gettext_lazy("Spread over years"), least=1, most=MOST_YEARS
            )
        if len(table.rows) > 1:
            names = [(str(place), row.option.name) for place, row in enumerate(table.rows)]
            self.fields["against"] = forms.TypedChoiceField(
                required=False, label=gettext_lazy("Compare with"), choices=names, coerce=int, empty_value=None,
                initial=next((str(place) for place, row in enumerate(table.rows) if row.is_reference), None),
            )  # fmt: skip
        for currency in table.currencies if len(table.currencies) > 1 else []:
            self.fields[f"rate_{currency.lower()}"] = RateField(
                required=False, label=_("1 %(currency)s is worth") % {"currency": currency}
            )

    def asked(self) -> Asked:
        """What could be read."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        rates = {name.removeprefix("rate_").upper(): value for name, value in data.items() if name[:5] == "rate_"}
        return Asked(
            quantities={unit: data[name] for name, unit in self.units.items() if data.get(name) is not None},
            years=data.get("years") or 1,
            against=data.get("against"),
            rates={currency: rate for currency, rate in rates.items() if rate},
        )
