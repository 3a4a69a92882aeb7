"""After a pulse, people hear what came of it."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import FATIGUE
from facilitation.voice.nudges_illuminate import PULSE_WITHOUT_ACTION as say
from facilitation.words import Phrase


@nudge(Area.ILLUMINATE, say, FATIGUE, moves.SAY_WHAT_CAME, Ask(), importance=8, within=days(21))
def pulse_without_action(p: Picture) -> Phrase | None:
    waiting = p.days_since(p.pulse_closed_at)
    return say.why(n=waiting) if waiting >= 14 and not p.pulse_acted_on else None
