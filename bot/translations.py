"""The sentences in the reader's language: gettext's files beside the sentences, English where there is none.

A file is read once, by Babel; after that a sentence costs one look-up by its key. In the files, a sentence's key is the
message's context and its English text the message's id, so that a text that changed is not said in its old translation.
"""

from __future__ import annotations

import gettext
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from facilitation import voice
from facilitation.voice.catalogue import CATALOGUE, Sentence, Translation, untranslated
from facilitation.voice.lexicons import LEXICONS
from facilitation.voice.lint import declared_in

LANGUAGES = Path(voice.__file__).parent / "languages"
SINCE = datetime(2026, 11, 25, tzinfo=UTC)  # a new file's date: it says nothing, and the format asks for one


def languages() -> tuple[str, ...]:
    """The languages there is a file for, and a lexicon by which its sentences are judged; English not among them."""
    found = {path.stem for path in LANGUAGES.glob("*.po")}
    return tuple(sorted(found & LEXICONS.keys() - {"en"}))


def translator(language: str) -> Translation:
    """The sentences in a BCP 47 language; its base language, then English, stand in."""
    return _base(language.replace("_", "-").partition("-")[0].lower())


@cache
def _base(language: str) -> Translation:
    return translation(language, read(language)) if language in languages() else untranslated


def read(language: str) -> Catalog:
    """The file of a language as it stands; an empty one where there is none."""
    path = LANGUAGES / f"{language}.po"
    if not path.exists():
        return Catalog(language, project="evener", creation_date=SINCE, revision_date=SINCE)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def translation(language: str, catalog: Catalog) -> Translation:
    """What of a file may be said: whole, not marked as fuzzy, and made from the English of today."""
    declare_all()
    forms = {key: strings(found) for key, found in messages(catalog) if is_current(found, CATALOGUE[key])}
    return Translation(language, forms, gettext.c2py(catalog.plural_expr))  # type: ignore[attr-defined]


def declare_all() -> None:
    """Have every sentence declared, also those of features that nobody has imported yet."""
    for found in pkgutil.iter_modules(voice.__path__, voice.__name__ + "."):
        importlib.import_module(found.name)


def messages(catalog: Catalog) -> Iterator[tuple[str, Message]]:
    """The messages of a file by the keys of their sentences; those of sentences that are gone are left out."""
    for found in catalog:
        if found.id and found.context in CATALOGUE:
            yield found.context, found


def strings(message: Message) -> tuple[str, ...]:
    """Its forms: one, or one for each of the language's plurals."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def source(sentence: Sentence) -> str | tuple[str, str]:
    """A sentence's English as gettext identifies it."""
    return (sentence.text, sentence.many) if sentence.many else sentence.text


def is_current(message: Message, sentence: Sentence) -> bool:
    """Whether a translation is whole and belongs to the English that stands."""
    same = message.id == source(sentence) or list(message.id) == list(source(sentence))
    return same and not message.fuzzy and all(strings(message))


def missing(language: str) -> list[Sentence]:
    """The sentences that are said in English to readers of this language, by file and key."""
    said, files = translator(language).forms, declared_in()
    return [CATALOGUE[key] for key in sorted(CATALOGUE, key=lambda key: (files[key], key)) if key not in said]


def updated(language: str) -> Catalog:
    """The file of a language with every sentence of today in it; where the English changed, marked as fuzzy."""
    before = read(language)
    old, files = dict(messages(before)), declared_in()
    after = Catalog(
        language,
        project="evener",
        version="1",
        creation_date=before.creation_date,
        revision_date=before.revision_date,
        header_comment=f"# Evener: every sentence in {language}. docs/languages.md says how to work with this file.",
    )
    for key in sorted(CATALOGUE, key=lambda key: (files[key], key)):
        _carry(after, CATALOGUE[key], old.get(key), files[key])
    return after


def _carry(after: Catalog, sentence: Sentence, old: Message | None, file: str) -> None:
    kept = old is not None and any(strings(old))
    fuzzy = bool(kept and old and not is_current(old, sentence))
    after.add(
        source(sentence),
        old.string if kept and old else "",
        locations=[(file, None)],
        flags=["fuzzy"] if fuzzy else [],
        auto_comments=[f"act: {sentence.act}"],
        context=sentence.key,
    )


def save(language: str) -> Path:
    """Bring the file of a language up to date with the sentences."""
    LANGUAGES.mkdir(exist_ok=True)
    path = LANGUAGES / f"{language}.po"
    made = updated(language)
    with path.open("wb") as file:
        write_po(file, made, width=110)
    return path
