"""The publishing site: its texts, their public pages, feeds and admin."""
