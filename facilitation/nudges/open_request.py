"""A sponsor hears of a request that waits for their word."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, To, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEADERSHIP
from facilitation.voice.nudges_resource import OPEN_REQUEST as say
from facilitation.words import Phrase


@nudge(
    Area.RESOURCE, say, LEADERSHIP, moves.SEE_REQUESTS, Ask(), importance=8, within=days(14), to=To.SPONSOR
)
def open_request(p: Picture) -> Phrase | None:
    oldest = max((p.days_since(at) for at in p.open_requests), default=0)
    return say.why(n=oldest) if oldest > 30 else None
