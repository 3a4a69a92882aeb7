"""A convener whom the group never named can ask the group."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWING, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEADERSHIP
from facilitation.voice.nudges_name import CONVENER_APPOINTED as say
from facilitation.words import Phrase


@nudge(
    Area.NAME,
    say,
    LEADERSHIP,
    moves.OPEN_NOMINATION,
    Ask(),
    importance=6,
    within=days(42),
    rests=days(90),
    stages=GROWING,
    mirror=True,
)
def convener_appointed(p: Picture) -> Phrase | None:
    named = p.nominated & frozenset(p.community.conveners)
    return say.why(n=p.age_days) if p.age_days >= 21 and p.size >= 5 and not named else None
