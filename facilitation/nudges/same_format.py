"""After six gatherings of one format, one unfamiliar element brings life."""

from facilitation.nudges.nudge import GROWN, Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import PRINCIPLES
from facilitation.voice.nudges_connect import SAME_FORMAT as say
from facilitation.words import Phrase


@nudge(
    Area.CONNECT,
    say,
    PRINCIPLES,
    Run("open_space"),
    Run("appreciative"),
    importance=4,
    within=days(42),
    rests=days(60),
    stages=GROWN,
)
def same_format(p: Picture) -> Phrase | None:
    same = p.last_same(one.format for one in p.sessions)
    return say.why(n=same) if same >= 6 else None
