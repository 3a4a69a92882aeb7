"""Words at which facilitating would do harm: danger to life, harassment, legal and employment matters.

Erring on the side of naming people is meant: a false alarm costs one message, a missed one may cost a person. German and
French stand in ``tongues``.
"""

from __future__ import annotations

import re

from facilitation.clinic import tongues
from facilitation.on_demand import written

_ONE = r"(myself|himself|herself|themselves|yourself|him|her|them|somebody|someone)"
_HE = r"(he|she|they|my (boss|manager|lead|supervisor|colleague|coworker|co-worker|husband|wife|partner|ex)|a (manager|colleague|coworker|customer|client)|the (boss|manager))"

_PARTS: dict[str, tuple[str, ...]] = {
    "life": (
        rf"suicid\w*|kill(ing)? {_ONE}|(gonna|going to|will|wants? to|threaten\w* to|trying to) kill me|end(ing)? (my|his|her|their|our) (own )?li(fe|ves)|end(ing)? it all",
        r"(want|wants|wanted|ready|going|rather|wish|wished|wishes) (to )?(die|be dead|i (was|were) dead|i'd never been born)|better off (dead|without me)|wish i (wasn't|weren't|were not|was not) (here|alive)",
        r"(don't|do not|doesn't|didn't|no longer|can't) (want to|wanna) (live|be alive|exist|wake up)( any ?more| any longer| like this| tomorrow)?(?! in| with| near| here| there)|(don't|do not) want to be here any ?more|not want to wake up( again| tomorrow)?",
        r"(no|without a|any|a|the) (reason|point|sense) (to|in|of) (live|living|being alive|go on|going on)|not worth living|life (isn't|is not|has no) (worth|meaning|point)\w*|nothing (left )?to live for",
        r"(can't|cannot|can not) (go on|take it|do this|cope|bear it) (like this )?any ?(more|longer)|(can't|cannot) (go on|bear to go on)(?=[.!?,]|$)",
        r"self[- ]?harm\w*|(hurt|harm|cut|burn)(ing|ting)? (myself|himself|herself|themselves)|cutting again|slit (my|his|her|their) wrists?|hang(ing|ed)? (myself|himself|herself)|(jump|throw myself) (off|in front of)",
        r"overdos\w+|(tak(e|es|ing|en)|took|swallow(ed)?) all (of )?(my|the|his|her) (pills|tablets|meds)|drink(ing)? (myself|himself|herself) to death|(written|wrote|left|leaves?) (a|an|me a|us a) (goodbye|farewell|suicide) (letter|note)",
        r"(has|have|had|brought|bring|bringing|with|carr(y|ies|ying)) a (gun|knife|weapon)|active shooter|bomb (threat|in)|(going|gonna|threaten\w*|wants?) to (shoot|stab|hurt|beat up|strangle) \w+|death threats?|afraid for my (life|safety)|fear for my (life|safety)",
        r"bleeding (badly|heavily|out|from|a lot|and)|(is|am|was|are|he's|she's|i'm) bleeding(?! into)|unconscious|heart attack|(having|had) a (stroke|seizure)|(not|isn't|stopped|can't|cannot) breath(e|ing)|gas leak|there('s| is) a fire|building is on fire|(someone|somebody|he|she|a colleague|a coworker) (is|was|got|has been) (badly |seriously |really )?(hurt|injured|electrocuted)|chest pains?|collapsed (on|at|in) (the|her|his)|not moving any ?more|(i|he|she|they|somebody|someone|colleague|coworker) (just |has |had )?passed out",
        r"(beats|beating|hits|hitting|chokes|choked|strangled) (me|her|him|the (kids|children))|domestic violence|locked (me|her) in",
        r"selbstmord|suizid\w*|umbringen|nicht mehr leben|mich umzubringen|will sterben|das leben nehmen|me tuer|veux mourir|en finir avec la vie|me suicider|quiero morir|matarme|quitarme la vida",
    ),
    "harassment": (
        r"harass\w*|sexual(ly)?|grop(e|es|ed|ing)|(touch(es|ed|ing)?|grabb?(s|ed|ing)?|strok(es|ed|ing)) (me|my|her|his)|assault\w*|rap(ed|e|ing)|stalk(s|ed|ing|er)?|bull(y|ied|ies|ying)|mobbing|molest\w*|unwanted (advances|contact|touching|attention)|follow(s|ed|ing) me home|hit(s|ting)? on me|put(s|ting)? (his|her|their) hands? on (me|my|her)",
        r"(comments?|remarks?|jokes?) (about|on) (my|her|his|their|our) (body|breasts?|legs|looks|skin|hair|accent|religion|race|gender|sexuality|disability|pregnancy|weight|faith|headscarf|hijab)|(send|sends|sent|sending|show|shows|showed) me (nudes?|porn|naked|dick)|asks? me for sex|sleep with (him|her|me)|(makes?|made|making) fun of (my|her|his) (accent|body|religion|disability|skin)",
        r"racis[tm]|sexis[tm]|misogyn\w+|antisemit\w*|islamophob\w*|xenophob\w*|homophob\w*|transphob\w*|discriminat\w*|slurs?|ableis[tm]|ageis[tm]|because (i'm|i am|she's|she is|he's|he is|they're) (black|white|brown|asian|arab|jewish|muslim|christian|gay|lesbian|trans|queer|pregnant|a woman|too old|disabled|foreign|an immigrant)",
        r"threaten(s|ed|ing)? (me|him|her|us|my)|blackmail\w*|extort\w*|(hit|slapped|punched|shoved|kicked|pushed|spat (at|on)) (me|him|her|us)|"
        + _HE
        + r" (beat|beats|punched|slapped|shoved|kicked|hit|hits) (me|him|her|us|up|my|a|the kids|somebody|someone)|abus(ed|ive|es|ing)( (me|him|her|us|boss|manager|colleague|language))?|hostile work\w*|intimidat\w+|humiliat\w+|degrad(es|ed|ing) me",
        _HE
        + r" (yells?|screams?|shouts?|swears?|keeps (yelling|screaming|shouting)|is (yelling|screaming|shouting)) at|(scared|afraid|terrified|frightened) of (my (boss|manager|lead|supervisor|colleague|coworker|husband|wife|partner)|him|her|going to work)|makes me feel unsafe|don't feel safe|do not feel safe|belästig\w*|harcèlement|harcel\w+|acoso",
    ),
    "legal": (
        r"lawsuits?|su(e|ed|ing) (us|me|him|her|them|the|my)|legal action|(my|a|our|their) (lawyer|solicitor|attorney)|lawyers? up|attorney|subpoena\w*|fraud\w*|brib(e|es|ed|ery|ing)|embezzl\w*|kickbacks?|insider trading|corruption|tax evasion|evad(e|ing) taxes",
        r"money launder\w*|whistle-?blow\w*|(call|called|calling|involve|to) the police|police (came|were|are)|arrested|criminal|crime|illegal(ly)?|against the law|break(s|ing)? the law|unlawful\w*",
        r"(forg(e|ed|ing)|falsif(y|ied|ies|ying)|fak(e|ed|ing)|backdat(e|ed|ing)|doctor(ed|ing)|fudg(e|ed|ing)) (the |our |my |his |her |a )?(\w+ )?(documents?|signatures?|invoices?|records?|reports?|numbers|data|results|certificates?|timesheets?|expenses?|audit|books)|cook(ed|ing)? the books|two sets of books|lie to (the )?(auditors?|regulators?|customers?|inspectors?)|(shred|destroy|delet)(ed|ing)? (the )?evidence",
        r"(data|privacy|gdpr|security) (breach|violation)|leaked (the )?(customer|patient|personal|confidential) \w+|steal(s|ing)? (from|money|company)|stole (from|money|company|it)|cover(ed|ing|s)? (it|this|that|things|something|everything) up|cover[- ]up|dumping (chemicals|waste)|safety (violations?|inspection was faked)|trade secrets?",
    ),
    "hr": (
        r"grievance|\bi (was|got|am being|have been|'ve been) terminated|disciplinary|wrongful(ly)?|unfair(ly)? dismiss\w*|(being|been|was|were|got|getting|get|gets|be|just|am) (unfairly )?(fired|dismissed|sacked|laid off|made redundant|let go|demoted|suspended from work)|(they|he|she|boss|manager|company) (just |unfairly )?(fired|sacked|dismissed|laid off|demoted) (me|her|him|them|us)|laid (me|her|him|them|us) off|redundanc(y|ies)|severance|non-?compete|settlement agreement",
        r"formal complaint|terminat(e|ed|ing|ion) (my|his|her|their|of (my|his|her)|the)? ?(contract|employment)|end my (contract|employment)|(complaint|report(ed|ing)?|case|went|gone|go) (me |him |her |it |this |them )?(to|with|at) hr|hr (complaint|case|investigation)|(written|verbal|final|formal) warning|wr(i|o)te( me|ten me)? up|written up",
        r"unpaid (wages|overtime|leave)|(haven't|hasn't|not|never|don't|didn't|aren't|wasn't|isn't) (been |get |getting )?(paid|pay)( me| us| my| our| for| in| since| overtime)|withh(e|o)ld(ing)? (my )?(pay|wages|salary)|pay gap|paid less than (the )?(men|women|him|her|my)|(maternity|paternity|parental|sick|medical) leave (was|is|were|got) (refused|denied|rejected)|(refused|denied|den(y|ies)) (me |her |him |my |her |his )?(maternity|paternity|parental|sick|medical|annual)? ?leave|retaliat\w+|performance improvement plan|on a pip|constructive dismissal|work permit|visa (is|was|will be) (revoked|cancelled)",
    ),
}

TOPICS: dict[str, re.Pattern[str]] = {
    name: written(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)|{tongues.DANGER[name]}", re.IGNORECASE)
    for name, parts in _PARTS.items()
}

_HARMLESS = written(
    r"\b(kill(s|ed|ing)? (the|a|an|this|that|it|our|your) (process|job|branch|feature|project|server|pod|meeting|session|task|switch|idea)|bleeding[- ]edge|can't breathe between|deadline (is )?killing me"
    r"|data abuse|abuse of (the )?(notation|api)|rate abuse|crime scene|on fire with|killing it|cut (it|this|that|the) (down|out|short)|bully pulpit|dying to (know|hear|see)"
    r"|(code|type|static) coverage|race condition|stroke width|heart of|unconscious bias training|bug bounty|black box|passed out (the |some )?(flyers|leaflets|copies|handouts|cards|agenda))\b",
    re.IGNORECASE,
)  # fmt: skip


def topic_of(text: str) -> str | None:
    """The gravest topic that these words touch, None for ordinary work."""
    straight = _HARMLESS.sub(" ", " ".join(text.replace("’", "'").split()))
    return next((name for name, pattern in TOPICS.items() if pattern.search(straight)), None)
