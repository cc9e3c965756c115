"""TeX between author and engine: read, expanded, reworded, guarded; MathML cleaned."""
