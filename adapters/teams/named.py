"""Whom and which channels a message names, so that their names are at hand when it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from facilitation.words import ChannelField, PersonField, Place, Quote, Who


def named_in(said: Any) -> frozenset[str]:
    """The ids of every person and channel somewhere inside a message, a form or a part of one."""
    return frozenset(_found(said))


def _found(said: Any) -> Iterator[str]:
    if isinstance(said, tuple):
        for one in said:
            yield from _found(one)
    elif is_dataclass(said):
        yield from _own(said)
        for one in fields(said):
            yield from _found(getattr(said, one.name))


def _own(said: Any) -> Iterator[str]:
    match said:
        case Who(person) | Quote(by=str() as person) | PersonField(picked=str() as person):
            yield person
        case Place(channel) | ChannelField(picked=str() as channel):
            yield channel
