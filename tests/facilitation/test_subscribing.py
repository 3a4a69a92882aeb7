"""The private address of a calendar is for those who convene a community, where somebody reaches us at all."""

from __future__ import annotations

import pytest

from facilitation.community import Community, Membership
from facilitation.subscribing import Subscription, refusal
from facilitation.voice import community as common
from facilitation.voice import subscribing as say
from facilitation.words import Arrival, Command, Phrase

HERE = Community(
    "c1", "slack:T1", "Testing", members=(Membership("slack:U1", "convener"), Membership("slack:U2"))
)


@pytest.mark.parametrize(
    ("person", "one", "told"),
    [
        ("slack:U1", Subscription(None, "https://x/1"), common.WHICH),
        ("slack:U2", Subscription(HERE, "https://x/1"), say.ONLY_CONVENERS),
        ("slack:U1", Subscription(HERE), say.NOWHERE),
    ],
)
def test_who_gets_no_address_is_told_why(person: str, one: Subscription, told: Phrase) -> None:
    refused = refusal(Arrival("a", "slack:T1", person, Command("calendar")), one)
    assert refused is not None and [reply.message.summary for reply in refused.replies] == [told]


def test_a_convener_gets_it() -> None:
    asked = Arrival("a", "slack:T1", "slack:U1", Command("calendar"))
    assert refusal(asked, Subscription(HERE, "https://x/1")) is None
