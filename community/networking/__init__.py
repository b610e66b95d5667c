"""Peers: profiles, the directory, following, introductions."""
