"""Help that was thanked for can become two lines of story."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import VALUE_CYCLES
from facilitation.voice.nudges_illuminate import THANKED_HELP as say
from facilitation.words import Phrase


@nudge(Area.ILLUMINATE, say, VALUE_CYCLES, moves.INVITE_STORY, moves.ADD_PRACTICE, within=days(21))
def thanked_help(p: Picture) -> Phrase | None:
    untold = sum(one.asks and one.thanked and not one.storied for one in p.lately(30))
    return say.why(n=untold) if untold else None
