"""A community without a problem of its own can look at those that wait for one."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWING, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import HETZEL
from facilitation.voice.nudges_name import NO_PROBLEM as say
from facilitation.words import Phrase


@nudge(Area.NAME, say, HETZEL, moves.SEE_PROBLEMS, Ask(), importance=7, within=days(42), stages=GROWING)
def no_problem(p: Picture) -> Phrase | None:
    return say.why(n=p.age_days) if p.age_days >= 14 and not p.problems else None
