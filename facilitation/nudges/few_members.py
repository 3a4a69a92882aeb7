"""A handful of people can look for the next few by talking to them."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import EARLY, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import PEOPLE, STAGES
from facilitation.voice.nudges_connect import FEW_MEMBERS as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, STAGES, moves.SEE_NEAR, Ask(), importance=7, within=days(42), stages=EARLY)
def few_members(p: Picture) -> Phrase | None:
    few = p.age_days >= 14 and p.size < 5
    return say.why(n=p.age_days, members=PEOPLE(n=p.size)) if few else None
