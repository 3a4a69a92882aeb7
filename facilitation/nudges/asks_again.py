"""Somebody who asks for the same help twice can sit down with two others."""

from facilitation.nudges.nudge import Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import REINS
from facilitation.voice.nudges_resource import ASKS_AGAIN as say
from facilitation.words import Phrase


@nudge(Area.RESOURCE, say, REINS, Run("troika"), Run("peer_assist"), within=days(42))
def asks_again(p: Picture) -> Phrase | None:
    return say.why(n=p.asked_again) if p.asked_again else None
