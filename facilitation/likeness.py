"""How near somebody's words are to what others have written: shared words, the rarer the more they count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import fsum, log

LEAST = 0.12  # of a query's weight found again, below which two texts are not called alike
_COMMON = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "for",
        "from",
        "get",
        "got",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "know",
        "like",
        "made",
        "make",
        "many",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "people",
        "really",
        "same",
        "she",
        "should",
        "so",
        "some",
        "still",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "through",
        "time",
        "to",
        "too",
        "under",
        "up",
        "us",
        "use",
        "very",
        "want",
        "was",
        "way",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "without",
        "would",
        "you",
        "your",
        "anybody",
        "somebody",
        "everybody",
        "ever",
        "tried",
        "has",
        "team",
        "work",
    ]
)


def words(text: str) -> list[str]:
    """The telling words of a text, without the commonest and without plain endings, so that 'reviews' meets 'review'."""
    return [
        stem(one)
        for one in re.findall(r"[^\W\d_][\w'-]*", text.lower())
        if one not in _COMMON and len(one) > 1
    ]


def stem(word: str) -> str:
    """A plain ending cut off: -ing, -ed, -es, -s, -ly; short words stay as they are."""
    for ending in ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def likeness(query: str, texts: Sequence[str]) -> list[float]:
    """For each text the share, 0 to 1, of the query's weight that it holds; rare words (over these texts) weigh more."""
    asked = set(words(query))
    held = [set(words(text)) for text in texts]
    often = Counter(word for each in held for word in each)
    weight = {word: log(1 + len(texts) / (1 + often[word])) + 0.1 for word in asked}
    total = fsum(weight.values())  # fsum: the same whatever order a set has today
    return [fsum(weight[word] for word in asked & each) / total if total else 0.0 for each in held]


def nearest(query: str, texts: Sequence[str], most: int) -> list[int]:
    """Positions of at most ``most`` texts that are alike, the nearest first; ties keep their order."""
    found = likeness(query, texts)
    order = sorted(range(len(texts)), key=lambda at: -found[at])
    return [at for at in order if found[at] >= LEAST][:most]
