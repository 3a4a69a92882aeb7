"""After three gatherings with one host, hosting can be offered with a script."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEADERSHIP
from facilitation.voice.nudges_connect import SAME_HOST as say
from facilitation.words import Phrase


@nudge(
    Area.CONNECT, say, LEADERSHIP, moves.OFFER_HOSTING, Ask(), within=days(42), rests=days(60), mirror=True
)
def same_host(p: Picture) -> Phrase | None:
    same = p.last_same(one.host for one in p.sessions)
    return say.why(n=same) if same >= 3 else None
