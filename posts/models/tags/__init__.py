"""Tags: their names, their addresses, and what is done to them as a whole."""
