"""Profiles, following and introductions."""
