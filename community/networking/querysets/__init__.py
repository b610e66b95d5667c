"""Filters over what peers tell and ask."""
