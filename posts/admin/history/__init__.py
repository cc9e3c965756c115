"""A text's history: how two states differ, and how to restore one."""
