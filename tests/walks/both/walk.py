"""A walk is one feature as somebody lives it; a story is several walks in one sitting, each where the last one ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.walks.clients import Client

ANA, BEN, CHI, DEE, EVA, FIN = range(6)
"""Ana convenes; Fin sponsors."""

Walk = Callable[[Client], Awaitable[None]]
Story = dict[str, Walk]


def walk(story: Story, feature: str) -> Callable[[Walk], Walk]:
    """The next walk of a story, under the words that stand in docs/parity.md."""

    def keep(walked: Walk) -> Walk:
        assert feature not in story
        story[feature] = walked
        return walked

    return keep
