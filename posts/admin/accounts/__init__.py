"""Signing in: the form, and the throttling of failed attempts."""
