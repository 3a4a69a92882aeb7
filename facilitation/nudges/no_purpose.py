"""A community of a week without a purpose can name what it cares about."""

from facilitation.nudges.nudge import EARLY, Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import WHEATLEY
from facilitation.voice.nudges_name import NO_PURPOSE as say
from facilitation.words import Phrase


@nudge(Area.NAME, say, WHEATLEY, Run("nine_whys"), Ask(), importance=8, within=days(21), stages=EARLY)
def no_purpose(p: Picture) -> Phrase | None:
    return say.why(n=p.age_days) if p.age_days >= 7 and not p.community.purpose else None
