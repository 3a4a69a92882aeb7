"""New people who have met nobody can be introduced in pairs."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import WHEATLEY
from facilitation.voice.nudges_connect import NOT_INTRODUCED as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, WHEATLEY, moves.INTRODUCE, Ask(), importance=6, within=days(28))
def not_introduced(p: Picture) -> Phrase | None:
    strangers = sum(not one.introduced and p.days_since(one.joined_at) >= 7 for one in p.newcomers)
    return say.why(n=strangers) if strangers else None
