"""The app was taken away: everything of that workspace goes after some days, unless somebody brings it back before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.mydata import ErasureWanted, ErasureWithdrawn
from facilitation.words import Arrival, Decision, Entry, Given, Unwake, Wake

ERASE = "departure.erase"
STILL = timedelta(days=1)  # what comes later than this after a removal shows that the app is there


@dataclass(frozen=True, slots=True)
class Departure:
    """``days`` from removing to erasing, as the operator set it. ``heard_at``: when the workspace was last heard of."""

    days: int
    heard_at: datetime | None = None


def leave(arrival: Arrival, departure: Departure, given: Given) -> Decision:
    """Removed: from now on the days are counted. A second removal counts anew."""
    due = given.now + timedelta(days=departure.days)
    return Decision(
        wakes=(Wake(due, ERASE, arrival.workspace),),
        entries=(Entry("admin.removed", arrival.workspace, (("erased_on", due.date().isoformat()),)),),
    )


def come(arrival: Arrival, departure: Departure, given: Given) -> Decision:
    """Installed, perhaps again: nothing is erased."""
    return Decision(
        wakes=(Unwake(ERASE, arrival.workspace),),
        entries=(Entry("admin.installed", arrival.workspace, person=arrival.person or None),),
        changes=(ErasureWithdrawn(""),),
    )


def go(wake: tuple[str, Wake], departure: Departure, given: Given) -> Decision:
    """The days are over. Where something was heard of the workspace meanwhile, the app is there and nothing goes."""
    workspace, due = wake
    removed_at = due.due_at - timedelta(days=departure.days)
    if departure.heard_at is not None and departure.heard_at > removed_at + STILL:
        return Decision(entries=(Entry("admin.kept", workspace, (("why", "heard of since"),)),))
    return Decision(changes=(ErasureWanted(""),))
