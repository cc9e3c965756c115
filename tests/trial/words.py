"""What is typed: sentences, markup, and all that gets mangled on its way elsewhere."""

from random import Random

PIECES = (
    "A sentence with some words in it. ",
    "Then another, a little longer than the one before; it ends here. ",
    "naïve façade, Ωμέγα, Привет, ",
    "日本語の文章。",
    "مرحبا ",
    "🧠🔥",
    "👩🏽‍🚀 ",
    "e\u0301a\u0308 ",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ",
    "no\u00a0break\u2009thin ",
    "zero\u200bwidth\u200d ",
    "line\u2028separator ",
    "trailing spaces   \n",
    "   leading spaces",
    "\n",
    "\n\n",
    "\n\n\n\n",
    "\t",
    "</textarea><b>bold</b>",
    "<script>alert(1)</script>",
    "<!-- comment -->",
    "\"double\" and 'single' ",
    "&amp; & &#x41; &lt; ",
    "100% + 3 = %2B; a=b&c=d ",
    "\\backslash \\\\ \\n ",
    "*emphasis* and **more** ",
    "`code` ",
    "\n\n```python\nif a < b:\n    print('x')\n```\n\n",
    "\n\n> quoted\n> again\n\n",
    "\n* one\n* two\n",
    "\n\n## A heading\n\n",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TAGS = ("learning", "Ethics & law", "日本", "C++", "deep nets", "don't", "a<b", "été")
# Typed and always taken out again before a save: it must never be seen by the public.
SECRET = "⸘"
DISGUISES = (SECRET, "\\u2e18", "&#11800;", "&#x2e18;", "%e2%b8%98")


def piece(rng: Random) -> str:
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 3)))


def line(rng: Random) -> str:
    """Return something without a line break."""
    text = piece(rng).replace("\n", " ").replace("\u2028", " ").replace("\t", " ")
    return f"{text}{rng.randrange(1000)} "


def word(rng: Random) -> str:
    """Return letters that every keyboard has."""
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(2, 7)))


def tags(rng: Random) -> str:
    return ", ".join(rng.sample(TAGS, rng.randint(0, 4)))
