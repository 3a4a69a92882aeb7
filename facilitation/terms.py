"""What a sponsor grants without being asked: so much of one kind of means in a quarter, in so many requests."""

from __future__ import annotations

from facilitation.asking import said, to_channels
from facilitation.membership import tell
from facilitation.resource import Means, Terms, TermsSet, amount_in, kinds_field, not_sponsor
from facilitation.voice import community as common
from facilitation.voice import resource as say
from facilitation.words import Arrival, Decision, Entry, Form, Given, Line, Note, Open, Reask, Submission, Who


def ask_terms(arrival: Arrival, means: Means, given: Given) -> Decision:
    """``/community terms``: what the sponsor grants without being asked."""
    if (no := not_sponsor(means, arrival.person)) is not None:
        return no
    assert means.community
    fields = (
        Note((say.TERMS_NOTE,)),
        kinds_field(),
        Line("amount", say.TERMS_AMOUNT, say.AMOUNT_HINT, most=7),
        Line("count", say.TERMS_COUNT, most=3),
    )
    return Decision(
        (Open(Form("request.terms", say.TERMS_TITLE, common.CHARTER_SUBMIT, fields, (means.community.id,))),)
    )


def set_terms(arrival: Arrival, means: Means, given: Given) -> Decision:
    """They are set, and the community knows what it may take without asking."""
    if (no := not_sponsor(means, arrival.person)) is not None:
        return no
    assert means.community and isinstance(arrival.what, Submission)
    filled = arrival.what
    amount, count = amount_in(filled, empty=""), amount_in(filled, "count", "")
    wrong = tuple(
        (name, say.AMOUNT_WRONG) for name, got in (("amount", amount), ("count", count)) if got is None
    )
    if amount is None or count is None:
        return Decision((Reask(wrong),))
    kind = filled.text("kind")
    told = say.TERMS_ARE(
        who=Who(arrival.person), kind=say.KINDS[kind], amount=amount, times=say.TIMES(n=count)
    )
    once = f"request.terms:{means.community.id}:{given.now:%Y-%m-%d %H:%M}"
    return Decision(
        (tell(told),),
        to_channels(means.community, once, "request.card", said(told)),
        entries=(
            Entry(
                "request.terms",
                means.community.id,
                (("kind", kind), ("amount", amount), ("count", count)),
                arrival.person,
            ),
        ),
        changes=(TermsSet(means.community.id, kind, Terms(amount, count)),),
    )
