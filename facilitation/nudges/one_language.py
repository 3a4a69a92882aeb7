"""Where people have several languages and one is heard, the others can be welcomed."""

from facilitation.nudges.nudge import Area, Ask, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import LEVELS
from facilitation.voice.nudges_connect import ONE_LANGUAGE as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, LEVELS, Ask(), Run("one_two_four"), importance=3, within=days(60), rests=days(120))
def one_language(p: Picture) -> Phrase | None:
    people = sum(n for _, n in p.languages)
    share = 100 * max((n for _, n in p.languages), default=0) // max(people, 1)
    alone = people >= 10 and len(p.languages) >= 2 and not p.other_languages_heard
    return say.why(n=share) if alone else None
