"""What every page is held to in a browser: rules of axe, no sideways scrolling."""

# What the Web Content Accessibility Guidelines 2.2 ask at levels A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
