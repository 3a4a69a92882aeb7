"""A sponsor who still holds every problem can look at which one to hand over."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, To, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import HEIFETZ
from facilitation.voice.nudges_resource import NOTHING_HANDED_OVER as say
from facilitation.words import Phrase


@nudge(Area.RESOURCE, say, HEIFETZ, moves.SEE_PROBLEMS, Ask(), importance=6, within=days(42), to=To.SPONSOR)
def nothing_handed_over(p: Picture) -> Phrase | None:
    seen = p.sponsor
    return say.why(n=seen.digests) if seen.digests >= 4 and not seen.handed_over else None
