"""Shapes of input about peers."""
