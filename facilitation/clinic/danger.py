"""Words at which facilitating would do harm: danger to life, harassment, legal and employment matters.

Erring on the side of naming people is meant: a false alarm costs one message, a missed one may cost a person.
"""

from __future__ import annotations

import re

from facilitation.clinic import tongues

TOPICS: dict[str, re.Pattern[str]] = {
    name: re.compile(f"{pattern}|{tongues.DANGER[name]}", re.IGNORECASE)
    for name, pattern in {
        "life": r"\b(suicid\w*|kill(ing)? (myself|himself|herself|themselves|yourself|him|her|them|me)|end (my|his|her|their) life|end it all|want to die"
        r"|wants? to die|better off dead|don't want to (live|be here any ?more)|no reason to live|self[- ]?harm\w*|(hurt|harm|cut)(ing|ting)? (myself|himself|herself|themselves)"
        r"|overdos\w+|(has|brought|with) a (gun|knife|weapon)|bomb threat|(going|threaten\w*) to (shoot|stab|kill|hurt)|bleeding|unconscious|heart attack|not breathing"
        r"|gas leak|someone (is|was) (badly )?(hurt|injured)|chest pain)\b",
        "harassment": r"\b(harass\w*|sexual(ly)?|grop(ed|ing)|touch(es|ed|ing) me|assault\w*|rap(ed|e)|stalk(s|ed|ing|er)|bull(y|ied|ies|ying)|mobbing|racis[tm]|sexis[tm]"
        r"|homophob\w*|discriminat\w*|slurs?|threaten(s|ed|ing)? (me|him|her|us|my)|hit (me|him|her)|(he|she|they|boss|manager|colleague) (beat|punched|slapped|shoved)|abus(ed|ive|ing) (me|him|her|us|boss|manager|colleague)|hostile work\w*|intimidat\w+)\b",
        "legal": r"\b(lawsuit|su(e|ed|ing) (us|me|him|her|them|the)|legal action|my lawyer|a lawyer|attorney|subpoena|fraud\w*|brib(e|es|ed|ery|ing)|embezzl\w*|kickbacks?|insider trading"
        r"|money launder\w*|whistle-?blow\w*|the police|criminal|illegal(ly)?|forg(ed|ing) (the )?(documents?|signatures?|invoices?)|data breach|cover(ed|ing)? (it|this) up)\b",
        "hr": r"\b(grievance|disciplinary|wrongful(ly)?|unfair(ly)? dismiss\w*|(being|been|was|got|getting) (fired|dismissed|sacked|laid off)|formal complaint|terminat(e|ed|ing) (my|his|her|their) (contract|employment)"
        r"|(complaint|report(ed)?|case) (to|with|at) hr|unpaid (wages|overtime)|pay gap|maternity leave (was|is) (refused|denied)|retaliat\w+|performance improvement plan|on a pip)\b",
    }.items()
}


def topic_of(text: str) -> str | None:
    """The gravest topic that these words touch, None for ordinary work."""
    straight = text.replace("’", "'")
    return next((name for name, pattern in TOPICS.items() if pattern.search(straight)), None)
