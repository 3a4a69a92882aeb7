"""A sponsor who answered in the threads gets a private mirror and a question."""

from facilitation.nudges.nudge import Area, Ask, Run, To, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import SCHEIN
from facilitation.voice.nudges_resource import SPONSOR_SOLVES as say
from facilitation.words import Phrase


@nudge(
    Area.RESOURCE, say, SCHEIN, Ask(), Run("action_learning"), importance=6, within=days(28), to=To.SPONSOR
)
def sponsor_solves(p: Picture) -> Phrase | None:
    return say.why(n=p.sponsor.answers_posted) if p.sponsor.answers_posted >= 2 else None
