"""The grid: topics by channels."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.notifications.models import Channel
from community.notifications.topics import REMINDERS, TOPICS

BOXES = {"inbox": _("Inbox"), "mail": _("Mail")}


class PreferencesForm(forms.Form):
    """Two boxes for each topic. What is mailed stands in the inbox too, whether that was ticked or not."""

    def __init__(self, data=None, *, channels: dict[str, str]):
        super().__init__(data)
        for topic, channel in channels.items():
            ticked = {"inbox": channel != Channel.OFF, "mail": channel == Channel.MAIL}
            for box, label in BOXES.items():
                self.fields[f"{topic}.{box}"] = forms.BooleanField(
                    required=False,
                    initial=ticked[box],
                    disabled=TOPICS[topic].certain and box == "inbox",
                    widget=forms.CheckboxInput(attrs={"aria-label": f"{TOPICS[topic].label}: {label}"}),
                )

    def rows(self) -> list[dict]:
        """The lines of the grid."""
        return [
            {
                "topic": topic,
                "inbox": self[f"{name}.inbox"],
                "mail": self[f"{name}.mail"],
                "is_reminders": name == REMINDERS,
            }
            for name, topic in TOPICS.items()
        ]

    def channels(self) -> dict[str, str]:
        """What ``set_channels`` takes."""
        return {name: self._channel(name) for name in TOPICS}

    def _channel(self, topic: str) -> str:
        if self.cleaned_data[f"{topic}.mail"]:
            return Channel.MAIL
        return Channel.INBOX if self.cleaned_data[f"{topic}.inbox"] else Channel.OFF
