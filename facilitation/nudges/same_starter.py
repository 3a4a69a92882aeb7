"""When one person opens most topics for months, somebody else can open the next."""

from facilitation.nudges.nudge import GROWN, Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import HETZEL
from facilitation.voice.nudges_connect import SAME_STARTER as say
from facilitation.words import Phrase


@nudge(
    Area.CONNECT,
    say,
    HETZEL,
    Ask(),
    Run("open_space"),
    within=days(42),
    rests=days(60),
    stages=GROWN,
    mirror=True,
)
def same_starter(p: Picture) -> Phrase | None:
    same = p.last_same(p.starters)
    return say.why(n=same) if same >= 2 else None
