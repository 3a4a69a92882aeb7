"""A community without a steady date can begin with a small one."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWING, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import PRINCIPLES
from facilitation.voice.nudges_connect import NO_RHYTHM as say
from facilitation.words import Phrase


@nudge(
    Area.CONNECT, say, PRINCIPLES, moves.PLAN_GATHERING, Ask(), importance=6, within=days(28), stages=GROWING
)
def no_rhythm(p: Picture) -> Phrase | None:
    return say.why(n=p.age_days) if p.age_days >= 21 and not p.has_rhythm else None
