"""What is recorded of a text: revisions, public versions, autosaves, links."""
