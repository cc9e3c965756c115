"""The desk: what the form of a text does to keep, show and publish it."""
