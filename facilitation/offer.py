"""Offers of members: matched to requests by kind of means; whether one fits, the person who asked says."""

from __future__ import annotations

from facilitation.asking import not_inside, said, to_channels
from facilitation.attention import PROMISED
from facilitation.membership import tell
from facilitation.resource import (
    KINDS,
    MOST_WORDS,
    WAIT,
    Means,
    Offer,
    OfferGone,
    OfferMade,
    Request,
    RequestDecided,
    card,
    kinds_field,
)
from facilitation.voice import resource as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Form,
    Given,
    Letter,
    Line,
    Open,
    Quote,
    Reask,
    Submission,
    Unwake,
    Who,
)


def ask_offer(arrival: Arrival, means: Means, given: Given) -> Decision:
    """``/community offer``: what somebody could give."""
    if (no := not_inside(means.community, arrival.person)) is not None:
        return no
    assert means.community
    fields = (kinds_field(), Line("what", say.OFFER_LABEL, long=True, most=MOST_WORDS))
    return Decision(
        (Open(Form("offer.new", say.OFFER_TITLE, say.SUBMIT_OFFER, fields, (means.community.id,))),)
    )


def make_offer(arrival: Arrival, means: Means, given: Given) -> Decision:
    """It is kept; those who asked for this kind of means hear of it."""
    if (no := not_inside(means.community, arrival.person)) is not None:
        return no
    community = means.community
    assert community and isinstance(arrival.what, Submission)
    kind, what = arrival.what.text("kind"), arrival.what.text("what")[:MOST_WORDS]
    if not what or kind not in KINDS:
        return Decision((Reask((("what", say.WHAT_MISSING),)),))
    made = Offer(given.new_id(), arrival.person, kind, what)
    asked = [one for one in means.open() if one.kind == kind and one.by != arrival.person]
    letters = tuple(tell_asker(one, made) for one in asked)
    entry = Entry("offer.made", community.id, (("kind", kind), ("matched", len(asked))))
    told = say.OFFER_MATCHED(n=len(asked)) if asked else say.OFFER_KEPT
    return Decision((tell(told),), letters, entries=(entry,), changes=(OfferMade(made, community.id),))


def tell_asker(request: Request, made: Offer) -> Letter:
    """Somebody offers what was asked for; whether it fits, the asker says."""
    told = say.SOMEBODY_OFFERS(who=Who(made.by), kind=say.KINDS[made.kind])
    fits = Button(say.IT_FITS, "offer.fits", (request.community, request.id, made.id), "primary")
    once = f"offer:{made.id}:{request.id}"
    message = said(told, Quote(made.what, made.by), Buttons((fits,)))
    return Letter(once, request.by, message, "request.offer", importance=PROMISED)


def ask_offerer(arrival: Arrival, means: Means, given: Given) -> Decision:
    """The asker wants to hear more from somebody who offered."""
    if means.one is None or means.offer is None or means.one.by != arrival.person:
        return Decision((tell(say.SETTLED),))
    told = say.IS_IT_THERE(who=Who(arrival.person), kind=say.KINDS[means.offer.kind])
    once = f"offer.ask:{means.offer.id}:{means.one.id}"
    message = said(told, Quote(means.one.what, means.one.by))
    letter = Letter(once, means.offer.by, message, "request.offer", asks=True)
    return Decision((tell(say.ASKED_THEM(who=Who(means.offer.by))),), (letter,))


def offer_fits(arrival: Arrival, means: Means, given: Given) -> Decision:
    """It fits: the request is answered by a member, and the community sees it."""
    made, offer, community = means.one, means.offer, means.community
    if (
        made is None
        or offer is None
        or community is None
        or made.by != arrival.person
        or made.state != "open"
    ):
        return Decision((tell(say.SETTLED),))
    told = say.MET_BY(who=Who(offer.by), kind=say.KINDS[made.kind])
    thanks = Letter(
        f"offer.fits:{offer.id}:{made.id}", offer.by, said(say.YOURS_FITS(who=Who(made.by))), "request.offer"
    )
    return Decision(
        (tell(say.DECIDED),),
        (thanks, *to_channels(community, f"{card(made.id)}:end", "request.card", said(told), card(made.id))),
        (Unwake(WAIT, made.id),),
        (Entry("request.granted", community.id, (("kind", made.kind), ("by", "offer"))),),
        (RequestDecided(made.id, "granted", offer.by), OfferGone(offer.id)),
    )
