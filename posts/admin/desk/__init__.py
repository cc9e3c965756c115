"""The desk: the form of a text, with autosave, preview and publishing."""
