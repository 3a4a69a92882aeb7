"""Every word that people typed and that now stands in a message."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.words import Message, Phrase, Quote, Typed

PLAIN = (str, int, float, type(None))


def texts_in(message: Message) -> Iterator[str]:
    """The typed words in a message: names, quotes, what somebody wrote in a form."""
    return walk(message)


def walk(value: object) -> Iterator[str]:
    if isinstance(value, PLAIN):
        return
    if isinstance(value, Typed):
        yield value.text
    elif isinstance(value, Quote):
        yield value.words
    elif isinstance(value, tuple):
        for one in value:
            yield from walk(one)
    elif isinstance(value, Phrase):
        for _, filled in value.slots:
            yield from walk(filled)
    else:
        for name in getattr(value, "__slots__", ()):
            yield from walk(getattr(value, name))
