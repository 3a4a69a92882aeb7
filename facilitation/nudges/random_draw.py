"""A place drawn by lot keeps people without ties from staying unseen."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import FAIRNESS
from facilitation.voice.nudges_connect import RANDOM_DRAW as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, FAIRNESS, Ask(), moves.SEE_NEAR, importance=3, within=days(28), rests=days(60))
def random_draw(p: Picture) -> Phrase | None:
    return say.why() if p.random_draw_ready else None
