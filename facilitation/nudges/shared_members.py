"""Two communities that share people can meet once together."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWN, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import WHEATLEY
from facilitation.voice.nudges_connect import SHARED_MEMBERS as say
from facilitation.words import Phrase, Typed


@nudge(
    Area.CONNECT,
    say,
    WHEATLEY,
    moves.PLAN_GATHERING,
    Ask(),
    importance=3,
    within=days(60),
    rests=days(120),
    stages=GROWN,
)
def shared_members(p: Picture) -> Phrase | None:
    close = max(p.neighbours, key=lambda one: one[1], default=("", 0.0))
    return say.why(n=round(100 * close[1]), other=Typed(close[0])) if close[1] > 0.3 else None
