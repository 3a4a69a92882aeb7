"""When most words are the conveners', a question can go to the group."""

from facilitation.nudges.nudge import Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import REINS
from facilitation.voice.nudges_connect import CONVENER_TALKS_MOST as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, REINS, Run("one_two_four"), Ask(), importance=6, within=days(28), mirror=True)
def convener_talks_most(p: Picture) -> Phrase | None:
    most = p.messages >= 20 and p.convener_messages > 0.6 * p.messages
    return say.why(n=p.convener_messages, all=p.messages) if most else None
