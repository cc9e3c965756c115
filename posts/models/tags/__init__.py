"""Tags: their names, their addresses, and changes to them as a whole."""
