"""A trial of scripted writing: somebody at the desk, and everything that can fail."""
