"""What is said: every rendered sentence is held to the checks once more, and a fixed safe one takes the place of one that fails."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from facilitation.voice.catalogue import (
    CATALOGUE,
    Sentence,
    Translation,
    chosen,
    of,
    pieces,
    sentence,
    untranslated,
)
from facilitation.voice.checks import (
    ALLOWED_VALUES,
    OPENING_MARKS,
    SEVEN,
    Check,
    Fault,
    Utterance,
    judged,
    orders,
)
from facilitation.voice.lexicons import lexicon_of, lexicons
from facilitation.words import Act, Phrase, Typed, Who

SAFE = sentence(
    "voice.safe",
    Act.HAND_BACK,
    "This one is for the people here. Who has met something like it, and what happened?",
)()
SAFE_LABEL = sentence("voice.safe_label", Act.LABEL, "Continue")()

Piece = str | tuple[str, Any]

LISTENERS: list[Callable[[Fault], None]] = []
"""Told of every sentence that failed at the last moment; the house counts them as evener_leaks_total."""


def faults_of(
    phrase: Phrase, translate: Translation = untranslated, checks: frozenset[Check] = SEVEN
) -> tuple[Fault, ...]:
    """The faults of one phrase as it would be said now, with the sentences in its slots written out."""
    declared = of(phrase)
    faults: tuple[Fault, ...] = ()
    if Check.DECLARED in checks:
        faults = tuple(_value_faults(phrase, declared))
    if faults:
        return faults
    own, language = chosen(phrase, translate)
    said = written_out(phrase, translate)
    holds_sentences = any(isinstance(value, Phrase) for _, value in phrase.slots)
    unlabelled = written_out(phrase, translate, labels=False) if holds_sentences else said
    if strangers := {name for _, name in cut(own) if name} - dict(phrase.slots).keys():
        return (
            Fault(phrase.key, Check.DECLARED, f"a translation names other slots: {sorted(strangers)}", said),
        )
    return judged(Utterance(declared.key, declared.act, said, own, language, unlabelled), checks)


def _value_faults(phrase: Phrase, declared: Sentence) -> Iterator[Fault]:
    """Check 1 on values: each slot holds a name, a person, a place, a count, a moment, a link, a term or quoted words."""
    wanted = dict(declared.slots)
    if wanted.keys() != dict(phrase.slots).keys():
        yield Fault(phrase.key, Check.DECLARED, "slots other than declared", declared.text)
    for name, value in phrase.slots:
        if not _comes_from_an_allowed_source(value, wanted.get(name, ())):
            yield Fault(
                phrase.key, Check.DECLARED, f"slot {name} holds a {type(value).__name__}", declared.text
            )


def _comes_from_an_allowed_source(value: Any, types: tuple[type, ...]) -> bool:
    if isinstance(value, tuple):
        return tuple in types and all(isinstance(one, Who | Typed) or _is_declared(one) for one in value)
    if isinstance(value, Phrase) and value.key not in CATALOGUE:
        return False
    return (
        isinstance(value, types) and isinstance(value, ALLOWED_VALUES) and not isinstance(value, bool | str)
    )


def _is_declared(value: Any) -> bool:
    return isinstance(value, Phrase) and value.key in CATALOGUE


def written_out(phrase: Phrase, translate: Translation = untranslated, labels: bool = True) -> str:
    """Our own words of a phrase, with the sentences in its slots written out and all other slots left open.

    ``labels``: whether labels count as sentences.
    """
    filled = dict(phrase.slots)
    out = []
    for ours, name in cut(chosen(phrase, translate)[0]):
        out.append(ours)
        if name:
            value = filled.get(name)
            if isinstance(value, Phrase) and (labels or of(value).act is not Act.LABEL):
                out.append(written_out(value, translate, labels))
            else:
                out.append("{" + name + "}")
    return "".join(out)


@lru_cache(maxsize=8192)
def cut(text: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((ours, name) for ours, name, _, _ in string.Formatter().parse(text))


def say(phrase: Phrase, translate: Translation = untranslated) -> list[Piece]:
    """The sentence as pieces (see ``catalogue.pieces``), or the fixed safe one when it fails a check.

    Words that people typed and that could be taken for the bot's own are given quotation marks. Raises UnknownSentence.
    """
    faults = faults_of(phrase, translate)
    if faults:
        tell(faults)
        safe = SAFE_LABEL if of(phrase).act is Act.LABEL else SAFE
        return pieces(safe, untranslated if faults_of(safe, translate) else translate)
    return _with_quotes(pieces(phrase, translate), translate.language)


def tell(faults: Iterable[Fault]) -> None:
    """Let everybody who counts know of a sentence or message that was held back: once, by its first fault."""
    for fault in tuple(faults)[:1]:
        for listener in LISTENERS:
            listener(fault)


def _with_quotes(cut: list[Piece], language: str) -> list[Piece]:
    out: list[Piece] = []
    opening, closing = lexicon_of(language).QUOTES
    for at, piece in enumerate(cut):
        if isinstance(piece, tuple) and isinstance(piece[1], Typed) and sounds_like_ours(piece[1].text):
            before = cut[at - 1] if at else ""
            if not (isinstance(before, str) and before.endswith(OPENING_MARKS)):
                out += [opening, piece, closing]
                continue
        out.append(piece)
    return out


@lru_cache(maxsize=8192)
def sounds_like_ours(typed: str) -> bool:
    """Whether a name that somebody typed could be read as the bot's own advice: long, or with a marker in it."""
    calm = typed.replace("’", "'").lower()
    return len(typed) > 80 or any(
        any(marker.search(calm) for marker in one.ADVICE) or next(orders(calm, one), None) is not None
        for one in lexicons()
    )
