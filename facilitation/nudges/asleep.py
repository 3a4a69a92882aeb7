"""A community that became still can be asked openly what it wants to become."""

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
    if p.pace is None or not p.pace.is_still:
        return None
    return say.why(n=round(p.pace.lately), usual=round(p.pace.usual))
