"""More topics than hours: the group can choose by votes."""

from facilitation.nudges.nudge import Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEAN_COFFEE
from facilitation.voice.nudges_resource import TOPICS_PILE_UP as say
from facilitation.words import Phrase


@nudge(Area.RESOURCE, say, LEAN_COFFEE, Run("lean_coffee"), Run("open_space"), within=days(28))
def topics_pile_up(p: Picture) -> Phrase | None:
    return say.why(n=p.open_topics) if p.open_topics > 8 else None
