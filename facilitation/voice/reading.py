"""How hard a sentence is to read: the Flesch-Kincaid grade, in years of school."""

from __future__ import annotations

import re


def grade(text: str) -> float:
    """Flesch-Kincaid grade level of English text (Kincaid et al. 1975, US Navy report 8-75); 0.0 for no words.

    Slots count as one word of two syllables. Syllables are counted by groups of vowels, which is right for about nine
    words in ten.
    """
    clean = re.sub(r"\{\w*\}", "names", text)
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", clean)
    if not words:
        return 0.0
    sentences = max(1, len(re.findall(r"[.?!:]+(?:\s|$|”)", clean)))
    return round(0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, 1)


def syllables(word: str) -> int:
    """Syllables of one English word by its vowel groups, a silent final e left out; at least 1."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee", "ye")) and len(groups) > 1
    return max(1, len(groups) - silent)
