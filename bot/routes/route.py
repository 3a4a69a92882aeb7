"""One row of the map from what arrives to who decides: how to load the picture, who decides, what must wait its turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import Arrival, Decision, Given, Message, Phrase, Wake

Subject = Arrival | tuple[str, Wake]  # a wake comes with its workspace
Decide = Callable[[Any, Any, Given], Decision]
Load = Callable[[AsyncConnection, Any], Awaitable[Any]]
Anew = Callable[[Message], tuple[str, tuple[str, ...]] | None]
"""The press that draws one of a feature's cards as things stand now and changes nothing; None for any other message."""
LoadMany = Callable[[AsyncConnection, Sequence[Any]], Awaitable[Sequence[Any]]]


def by_workspace(arrival: Arrival) -> Hashable:
    """The safe lane: one arrival of a workspace at a time."""
    return arrival.workspace


def by_person(arrival: Arrival) -> Hashable:
    """One arrival of a person at a time."""
    return (arrival.workspace, arrival.person)


@dataclass(frozen=True, eq=False)  # a key in every batch: told apart by which it is, not by six fields
class Route:
    """``decide(arrival, picture, given) → Decision`` with what ``load`` brought.

    ``load`` None: nothing is needed and, if ``pure`` too, nothing is kept: answered without a transaction.
    ``load_many`` answers for a whole batch in as few statements as it can. ``lane``: arrivals with the same lane are
    never decided in the same batch, so none decides on a picture that another is about to change; None: no lane.
    ``aside``: it looks at so much that it is loaded and decided beside the transaction, in a thread of its own, so that
    nobody's button waits for it. A wake's decision is kept afterwards; an arrival's may hold replies only.
    """

    decide: Decide
    load: Load | None = None
    load_many: LoadMany | None = None
    lane: Callable[[Arrival], Hashable] | None = by_workspace
    pure: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Routes:
    """The routes of one feature. Commands by first word, presses by action, forms by id, wakes by kind, events by type."""

    commands: dict[str, Route] = field(default_factory=dict)
    presses: dict[str, Route] = field(default_factory=dict)
    forms: dict[str, Route] = field(default_factory=dict)
    wakes: dict[str, Route] = field(default_factory=dict)
    events: dict[type, Route] = field(default_factory=dict)
    help: dict[str, Phrase] = field(
        default_factory=dict
    )  # one line for each command, in the order to show them
    anew: Anew | None = None
