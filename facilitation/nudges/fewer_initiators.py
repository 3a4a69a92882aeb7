"""When fewer people begin topics than the usual wobble explains, the core can look at what changed."""

from facilitation.nudges.nudge import GROWN, Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import HETZEL
from facilitation.voice.nudges_connect import FEWER_INITIATORS as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, HETZEL, Run("now_what"), Ask(), within=days(90), stages=GROWN)
def fewer_initiators(p: Picture) -> Phrase | None:
    band = p.initiators
    return say.why(now=band.now, low=band.low, high=band.high) if band and band.now < band.low else None
