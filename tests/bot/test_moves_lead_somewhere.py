"""Every move that a nudge offers leads to something that is there, and is said to open a form only where it does."""

from __future__ import annotations

import pytest

from bot.routes import FEATURES
from bot.routes.atlas import Atlas
from facilitation.nudges import moves
from facilitation.nudges.catalogue import NUDGES
from facilitation.nudges.nudge import Do, Run
from facilitation.process import PROCESSES

MOVES = {name: move for name, move in vars(moves).items() if isinstance(move, Do)}
ATLAS = Atlas(FEATURES)


@pytest.mark.parametrize("name", MOVES)
def test_its_button_has_a_route(name: str) -> None:
    assert MOVES[name].action in ATLAS.presses


def test_every_structured_conversation_that_is_offered_exists() -> None:
    offered = [move for one in NUDGES.values() for move in (one.either, one.other) if isinstance(move, Run)]
    assert {move.process for move in offered} <= PROCESSES.keys()


def test_no_move_is_declared_that_no_nudge_offers() -> None:
    offered = {id(move) for one in NUDGES.values() for move in (one.either, one.other)}
    assert [name for name, move in MOVES.items() if id(move) not in offered] == []
