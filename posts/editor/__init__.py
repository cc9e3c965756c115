"""The writing desk: the Markdown field, its live preview, and uploads."""
