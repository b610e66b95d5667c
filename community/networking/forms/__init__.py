"""Shapes of input about peers."""

from community.networking.forms.introductions import ContactForm, IntroductionForm, PeerSettingsForm

__all__ = ["ContactForm", "IntroductionForm", "PeerSettingsForm"]
