"""What `serve` does before and while it serves, one step to a file."""
