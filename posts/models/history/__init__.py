"""What is remembered of a text: revisions, public versions, autosaves, links."""
