"""The words by which the checks know a language: one module a language, each with the same lists under the same names.

A language without such a module can be translated, but its sentences are not said: they could not be judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from facilitation.voice import lexicon, lexicon_de, lexicon_fr


class Lexicon(Protocol):
    """What a language's module holds; ``lexicon.py`` (English) explains each list where it stands."""

    LANGUAGE: str
    QUOTES: tuple[str, str]
    ELISION: re.Pattern[
        str
    ]  # words written together with the next, as in *l'idée*; the first group is what is cut off
    ADVICE: tuple[re.Pattern[str], ...]
    CONTENT_VERBS: frozenset[str]
    PROCESS_VERBS: frozenset[str]
    CLAUSE_OPENERS: frozenset[str]
    INVITES: re.Pattern[str]
    is_open: Callable[[str], bool]
    DECLINES: re.Pattern[str]
    FIRST_PERSON: tuple[re.Pattern[str], ...]  # each with a group named verb
    BOT_VERBS: frozenset[str]
    DENIED: re.Pattern[str]
    OPINION: re.Pattern[str]
    GIVES_BACK: re.Pattern[str]
    NEVER_SAID: re.Pattern[str]
    PREDICATED: re.Pattern[str]
    ATTRIBUTED: re.Pattern[str]
    VOCABULARY: frozenset[str]


LEXICONS: dict[str, Lexicon] = {one.LANGUAGE: one for one in (lexicon, lexicon_de, lexicon_fr)}


def lexicon_of(language: str) -> Lexicon:
    """The words of this language. Raises KeyError where we have none."""
    return LEXICONS[language]


def lexicons() -> tuple[Lexicon, ...]:
    """All of them, English first."""
    return tuple(LEXICONS.values())
