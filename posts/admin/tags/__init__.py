"""Tags: their field with completion, and renaming, merging and deleting them."""
