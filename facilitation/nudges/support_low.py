"""Little support, as published: a request for means can be drafted."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEADERSHIP
from facilitation.voice.nudges_resource import SUPPORT_LOW as say
from facilitation.words import Phrase


@nudge(
    Area.RESOURCE, say, LEADERSHIP, moves.NEW_REQUEST, Ask(), importance=6, within=days(42), rests=days(60)
)
def support_low(p: Picture) -> Phrase | None:
    seen = p.reading("support")
    return say.why(low=seen.low, high=seen.high) if seen and seen.high < 3 else None
