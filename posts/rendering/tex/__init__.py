"""TeX formulas between author and engine: read, expanded, reworded, guarded, cleaned."""
