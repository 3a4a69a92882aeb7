"""When the published efficacy lies below the last one, the group can rate it together and talk it over."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import EFFICACY
from facilitation.voice.nudges_resource import EFFICACY_FELL as say
from facilitation.words import Phrase


@nudge(Area.RESOURCE, say, EFFICACY, moves.RATE_TOGETHER, Run("now_what"), importance=7, within=days(90))
def efficacy_fell(p: Picture) -> Phrase | None:
    seen = p.reading("efficacy")
    if seen is None or seen.low_before is None or not seen.fell():
        return None
    return say.why(low=seen.low, high=seen.high, before=seen.low_before)
