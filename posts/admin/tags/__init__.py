"""Tags as they are typed: a field, and what completes it."""
