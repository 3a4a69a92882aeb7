"""Where few have said what matters to them, each can be asked for one value in their own words."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWING, Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import WHEATLEY
from facilitation.voice.nudges_name import VALUES_MISSING as say
from facilitation.words import Phrase


@nudge(
    Area.NAME,
    say,
    WHEATLEY,
    moves.INVITE_VALUES,
    Run("nine_whys"),
    importance=4,
    within=days(28),
    rests=days(60),
    stages=GROWING,
)
def values_missing(p: Picture) -> Phrase | None:
    few = p.age_days >= 14 and len(p.values_from) * 2 < p.size
    return say.why(n=len(p.values_from), all=p.size) if few else None
