"""Comparing names that may be meant as one tag; no database.

Similar names differ in case, accents, hyphens, spaces, punctuation or a plural, or by
one typing error in a longer word. The search through many names does not compare each
with all others: it looks up what a typing error could have made of each word.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from os.path import commonprefix

# A shorter word with one letter changed is more often another word: “tuning”, “Turing”.
LONG_WORD = 7
# Letters whose strokes Unicode does not count as accents.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
ACCENTS = re.compile(r"[\u0300-\u036f]")
# The punctuation that tells C# from C; the + of C++ is a symbol to Unicode.
SIGNIFICANT = "#&@%*"
ACRONYMS = re.compile(r"\b([A-Z][A-Z0-9]+)s\b")
OPPOSITES = [("inter", "intra"), ("macro", "micro"), ("hyper", "hypo")]

type Words = tuple[str, ...]


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name without case and accents, as a search compares it."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(PLAIN)
    folded = unicodedata.normalize("NFC", ACCENTS.sub("", plain))
    return " ".join(folded.casefold().split())


@lru_cache(maxsize=8192)
def words(name: str) -> Words:
    """Return a name's words: folded, in the singular, without punctuation."""
    folded = fold(ACRONYMS.sub(r"\1", re.sub("['’]", "", name)))
    found = "".join(
        " "
        if unicodedata.category(char)[0] in "PZC" and char not in SIGNIFICANT
        else char
        for char in folded
    ).split()
    return tuple(_singular(word) for word in found) or (fold(name),)


def are_similar(one: str, other: str) -> bool:
    """Return whether two names may be meant as one tag; symmetric."""
    ours, theirs = words(one), words(other)
    if "".join(ours) == "".join(theirs):
        return True
    return len(ours) == len(theirs) and all(map(_is_typing_error, ours, theirs))


def similar_name_pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of similar names, in order; compares them within blocks."""
    ordered = sorted(set(names), key=lambda name: (fold(name), name))
    blocks: dict[str | Words, list[str]] = defaultdict(list)
    representatives = _representatives(word for name in ordered for word in words(name))
    for name in ordered:
        blocks["".join(words(name))].append(name)
        blocks[tuple(representatives[word] for word in words(name))].append(name)
    pairs = {
        pair: None
        for block in blocks.values()
        for pair in combinations(block, 2)
        if are_similar(*pair)
    }
    return sorted(pairs, key=lambda pair: [(fold(name), name) for name in pair])


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and re.search(r"(?:ss|x|z|ch|sh)es$", word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _is_typing_error(one: str, other: str) -> bool:
    """Return whether two words are the same but for one typing error: a letter left
    out, put in, replaced, or swapped with the next. The first is always right."""
    if one == other:
        return True
    if one[:1] != other[:1] or max(len(one), len(other)) < LONG_WORD:
        return False
    if _has_digit(one + other) or _are_opposite(one, other):
        return False
    short, long = sorted((one, other), key=len)
    at = len(commonprefix([short, long]))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2][::-1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long[at:]


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _are_opposite(one: str, other: str) -> bool:
    return any(
        one.startswith(a) and other.startswith(b)
        for pair in OPPOSITES
        for a, b in (pair, pair[::-1])
    )


def _representatives(every: Iterable[str]) -> dict[str, str]:
    """Return one word for each group of words that typing errors may join."""
    parents: dict[str, str] = {}

    def find(word: str) -> str:
        while parents[word] != word:
            parents[word] = word = parents[parents[word]]
        return word

    makers: dict[str, str] = {}
    for word in set(every):
        parents.setdefault(word, word)
        for trace in _traces(word):
            parents[find(word)] = find(makers.setdefault(trace, word))
    return {word: find(word) for word in parents}


def _traces(word: str) -> Iterator[str]:
    """Yield a word, and if it is long what is left of it without any one letter: two
    words one typing error apart have one of these in common."""
    yield word
    if len(word) >= LONG_WORD - 1 and not _has_digit(word):
        yield from {word[:at] + word[at + 1 :] for at in range(1, len(word))}
