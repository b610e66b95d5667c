"""How a peer round was."""

from django import forms

from community.networking.models import RoundSeat


class RoundAnswerForm(forms.Form):
    """One of the answers."""

    answer = forms.ChoiceField(choices=RoundSeat.Answer.choices)
