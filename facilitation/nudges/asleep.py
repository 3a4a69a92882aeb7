"""A community that became still can be asked openly what it wants to become."""

from statistics import mean

from facilitation.nudges.nudge import GROWN, Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import STAGES
from facilitation.voice.nudges_name import ASLEEP as say
from facilitation.words import Phrase


@nudge(
    Area.NAME,
    say,
    STAGES,
    Ask(),
    Run("now_what"),
    importance=7,
    within=days(56),
    rests=days(90),
    stages=GROWN,
)
def asleep(p: Picture) -> Phrase | None:
    if len(p.weeks) < 26:
        return None
    usual, lately = mean(p.weeks[:-8]), mean(p.weeks[-8:])
    return say.why(n=round(lately), usual=round(usual)) if lately < 0.2 * usual else None
