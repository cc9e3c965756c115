"""What is different between two states of a text, and the way back to one."""
