"""Bulk actions, and the trash."""
