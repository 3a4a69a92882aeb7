"""What is declared: every sentence, and every translation of one by the words of its own language, before any is said.

A build fails on one fault.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from facilitation.voice.catalogue import CATALOGUE, Sentence, Translation
from facilitation.voice.checks import ALLOWED_SLOTS, SEVEN, Check, Fault, Utterance, judged
from facilitation.voice.saying import cut
from facilitation.words import Act

MOST_CHARACTERS = 300  # the body of a card in a direct message; longer ones are not read
MOST_CHARACTERS_TRANSLATED = 360  # German and French take about a fifth more room


def lint(declared: Sentence, checks: frozenset[Check] = SEVEN) -> list[Fault]:
    """Every fault of one declared sentence, in the singular and the plural."""
    faults = [] if Check.DECLARED not in checks else list(_slot_faults(declared))
    for text in filter(None, (declared.text, declared.many)):
        faults += judged(Utterance(declared.key, declared.act, text), checks)
        faults += _house_faults(declared.key, text)
    return faults


def _slot_faults(declared: Sentence) -> Iterator[Fault]:
    if not isinstance(declared.act, Act):
        yield Fault(declared.key, Check.DECLARED, "no act is declared", declared.text)
    for name, types in declared.slots:
        if types not in ALLOWED_SLOTS:
            yield Fault(
                declared.key, Check.DECLARED, f"slot {name} takes anything: use one of Slot", declared.text
            )


def _house_faults(key: str, text: str, most: int = MOST_CHARACTERS) -> Iterator[Fault]:
    if len(text) > most:
        yield Fault(key, Check.HOUSE, f"{len(text)} characters, at most {most}", text)
    if "!" in text:
        yield Fault(key, Check.HOUSE, "an exclamation mark", text)


def lint_catalogue(checks: frozenset[Check] = SEVEN) -> list[Fault]:
    """Every fault of every sentence in facilitation/voice/, each with the file that declares it."""
    where = declared_in()
    return [
        replace(fault, where=where.get(declared.key, ""))
        for declared in CATALOGUE.values()
        for fault in lint(declared, checks)
    ]


def declared_in() -> dict[str, str]:
    """Key → file name, after every module beside this one has been imported."""
    here = Path(__file__).parent
    where: dict[str, str] = {}
    for path in sorted(here.glob("*.py")):
        importlib.import_module(f"facilitation.voice.{path.stem}")
        source = path.read_text(encoding="utf-8")
        names = {key: key.removeprefix(f"{path.stem}.") for key in CATALOGUE}
        file = f"facilitation/voice/{path.name}"
        where |= {key: file for key, short in names.items() if f'"{key}"' in source or f'"{short}"' in source}
    features = {key: f"facilitation/voice/{key.partition('.')[0]}.py" for key in CATALOGUE}
    return features | where


def lint_translation(translation: Translation, checks: frozenset[Check] = SEVEN) -> list[Fault]:
    """Every fault of every translated sentence, by the words of its own language."""
    return [
        fault
        for key, forms in sorted(translation.forms.items())
        for fault in _translation_faults(CATALOGUE[key], forms, translation.language, checks)
    ]


def _translation_faults(
    declared: Sentence, forms: tuple[str, ...], language: str, checks: frozenset[Check]
) -> Iterator[Fault]:
    if Check.DECLARED in checks:
        yield from _form_faults(declared, forms)
    for text in forms:
        yield from judged(Utterance(declared.key, declared.act, text, language=language), checks)
        yield from _house_faults(declared.key, text, MOST_CHARACTERS_TRANSLATED)


def _form_faults(declared: Sentence, forms: tuple[str, ...]) -> Iterator[Fault]:
    """The same slots as in the source; the form for one may leave out the count ("one person")."""
    wanted = {name for name, _ in declared.slots}
    for at, text in enumerate(forms):
        named = {name for _, name in cut(text) if name}
        spared = {"n"} if at == 0 and len(forms) > 1 else set()
        if missing := wanted - named - spared:
            yield Fault(declared.key, Check.DECLARED, f"a translation leaves out {sorted(missing)}", text)
        if strangers := named - wanted:
            yield Fault(declared.key, Check.DECLARED, f"a translation names {sorted(strangers)}", text)
