"""When suggestions are ready, a member can be asked to invite."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import WHEATLEY
from facilitation.voice.nudges_connect import INVITATIONS_READY as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, WHEATLEY, moves.SEE_NEAR, Ask(), within=days(21))
def invitations_ready(p: Picture) -> Phrase | None:
    return say.why(n=p.invitations_ready) if p.invitations_ready else None
