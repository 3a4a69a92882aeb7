"""What one replica remembers of people is never more than a minute behind what another has written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import given
from bot.keeping import keep
from facilitation.people import ProfileLearnt
from facilitation.words import Decision, Profile
from tests.contracts.test_pace import replicas
from tests.harness.house import TEAM

pytestmark = pytest.mark.asyncio

ANA = "slack:U1"


async def test_a_language_learnt_by_one_replica_is_spoken_by_the_other_within_a_minute(
    any_database: str,
) -> None:
    async with replicas(any_database, 2) as (clock, _, (here, there)):
        assert (await there.readers(TEAM, ANA, ())).language == "en"
        learnt = Decision(changes=(ProfileLearnt(ANA, Profile("Ana", "Europe/Lisbon", "de")),))
        async with here.store.writing() as connection:
            await keep(connection, [(TEAM, learnt)], given(clock, here.chance))
        here.readers.learn(TEAM, learnt)
        assert (await here.readers(TEAM, ANA, ())).language == "de"
        clock.move_to(clock.now() + timedelta(minutes=1))
        assert (await there.readers(TEAM, ANA, ())).zone == "Europe/Lisbon"
