"""When questions meet the convener first, the group can be asked who has met this."""

from facilitation.nudges.nudge import Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import REINS
from facilitation.voice.nudges_resource import CONVENER_ANSWERS_FIRST as say
from facilitation.words import Phrase


@nudge(Area.RESOURCE, say, REINS, Ask(), Run("peer_assist"), importance=6, within=days(28), mirror=True)
def convener_answers_first(p: Picture) -> Phrase | None:
    ours, asked = p.first_answers_by_convener, len(p.answered_questions)
    return say.why(n=ours, all=asked) if asked >= 4 and ours > 0.7 * asked else None
