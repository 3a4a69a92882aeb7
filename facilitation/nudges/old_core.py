"""A core that has been together long can hear a voice from outside."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWN, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import PRINCIPLES
from facilitation.voice.nudges_connect import OLD_CORE as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, PRINCIPLES, moves.SEE_NEAR, Ask(), within=days(90), stages=GROWN)
def old_core(p: Picture) -> Phrase | None:
    old = p.core_months > 18 and not p.entrants_half_year
    return say.why(n=int(p.core_months)) if old else None
