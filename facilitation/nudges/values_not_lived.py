"""A gap between values and days, as published: one practice can be changed."""

from facilitation.nudges.nudge import Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEADERSHIP
from facilitation.voice.nudges_name import VALUES_NOT_LIVED as say
from facilitation.words import Phrase


@nudge(Area.NAME, say, LEADERSHIP, Run("appreciative"), Ask(), importance=6, within=days(90))
def values_not_lived(p: Picture) -> Phrase | None:
    seen = p.reading("values")
    return say.why(low=seen.low, high=seen.high) if seen and seen.high < 3 else None
