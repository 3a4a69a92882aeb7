"""Somebody who wrote once can hear that their topic was heard."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LPP
from facilitation.voice.nudges_connect import WROTE_ONCE as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, LPP, moves.ASK_FOLLOW_UP, Ask(), within=days(14), rests=days(42))
def wrote_once(p: Picture) -> Phrase | None:
    return say.why(n=p.wrote_once) if p.wrote_once else None
