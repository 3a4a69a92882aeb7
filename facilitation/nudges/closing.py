"""A community that closes can keep its stories and say where its knowledge lives."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import STAGES
from facilitation.voice.nudges_illuminate import CLOSING as say
from facilitation.words import Phrase


def harvested(p: Picture) -> bool:
    """A story was told since the group chose to close."""
    return any(p.days_since(one.at) < 28 for one in p.stories)


@nudge(
    Area.ILLUMINATE,
    say,
    STAGES,
    moves.INVITE_STORY,
    moves.ADD_PRACTICE,
    importance=8,
    within=days(28),
    helped=harvested,
)
def closing(p: Picture) -> Phrase | None:
    return say.why() if p.closing else None
