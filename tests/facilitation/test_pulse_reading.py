"""Where several communities could be meant, a reader of results picks one."""

from __future__ import annotations

from facilitation.community import Community
from facilitation.pulse.reading import which_community
from facilitation.pulse.wave import ResultsPicture
from facilitation.voice import pulse as voice
from facilitation.words import Button, Buttons, Typed


def test_each_of_my_communities_has_a_button_and_without_one_that_is_said() -> None:
    mine = (Community("c1", "slack:T1", "Testing"), Community("c2", "slack:T1", "Tending"))
    (reply,) = which_community(ResultsPicture(mine=mine)).replies
    assert [part for part in reply.message.parts if isinstance(part, Buttons)] == [
        Buttons(
            tuple(Button(voice.NAMED(community=Typed(one.name)), "pulse.results", (one.id,)) for one in mine)
        )
    ]
    (reply,) = which_community(ResultsPicture()).replies
    assert reply.message.summary == voice.NO_COMMUNITY()
