"""Where one time zone is heard, another hour or a written round lets others in."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEVELS
from facilitation.voice.nudges_connect import ONE_ZONE_SPEAKS as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, LEVELS, moves.PLAN_GATHERING, Ask(), within=days(42), rests=days(60))
def one_zone_speaks(p: Picture) -> Phrase | None:
    here = [zone for zone in p.zones if zone[1] >= 2]
    heard = [zone for zone in here if zone[2]]
    return say.why(n=len(here)) if len(here) >= 2 and len(heard) == 1 else None
