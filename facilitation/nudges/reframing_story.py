"""A story that changed a question can reach the sponsor as a question."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import GROWN, Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import VALUE_CYCLES
from facilitation.voice.nudges_illuminate import REFRAMING_STORY as say
from facilitation.words import Phrase


@nudge(
    Area.ILLUMINATE,
    say,
    VALUE_CYCLES,
    moves.SHARE_STORY,
    Ask(),
    within=days(28),
    rests=days(42),
    stages=GROWN,
)
def reframing_story(p: Picture) -> Phrase | None:
    fresh = sum(
        one.cycle == "reframing" and not one.with_sponsor and p.days_since(one.at) < 60 for one in p.stories
    )
    return say.why(n=fresh) if fresh else None
