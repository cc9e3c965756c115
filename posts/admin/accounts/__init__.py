"""Signing in: the form, and how failures slow it."""
