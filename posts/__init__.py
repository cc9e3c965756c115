"""The publishing site: posts, pages, tags and authors; their public pages, feeds and admin."""
