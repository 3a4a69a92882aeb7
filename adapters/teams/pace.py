"""How fast Teams lets us speak: one conversation's beat, one organisation's beat, and the pauses we were asked to make.

Microsoft's published limits (Rate limiting for bots): 7 sends in 1 s, 8 in 2 s, 60 in 30 s and 1,800 an hour for one bot
in one conversation; 50 requests a second for one app in one tenant. Each is held by a generic cell rate algorithm
(ITU-T I.371): one number per key, the theoretical arrival time. With burst B and interval T no window W ever sees more
than B + W / T, so T = W / (n - B) keeps n in *every* window, not only in those that begin on the full second.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

SLACK_SECONDS = 1e-6  # instants are kept in microseconds: closer ones are the same


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` in any ``seconds``; ``burst`` of them may come at once."""

    most: int
    seconds: float
    burst: int

    @property
    def interval(self) -> float:
        """Seconds between two sends once the burst is spent."""
        return self.seconds / (self.most - self.burst)

    @property
    def tolerance(self) -> float:
        """How many seconds ahead of its beat a send may be."""
        return (self.burst - 1) * self.interval


# Burst 4 and one each half second hold both 7 in 1 s (4 + 2) and 8 in 2 s (4 + 4).
CONVERSATION = (Limit(8, 2.0, 4), Limit(60, 30.0, 20), Limit(1800, 3600.0, 300))
TENANT = (Limit(50, 1.0, 10),)


class Beats:
    """One key's theoretical arrival times, one for each of its limits."""

    __slots__ = ("due", "limits", "paused_until")

    def __init__(self, limits: tuple[Limit, ...], now: float) -> None:
        self.limits = limits
        self.due = [now] * len(limits)
        self.paused_until = now

    def wait(self, now: float) -> float:
        """Seconds until the next send is within every limit; 0.0 when it is now."""
        ahead = (due - limit.tolerance - now for due, limit in zip(self.due, self.limits, strict=True))
        seconds = max(self.paused_until - now, *ahead)
        return seconds if seconds > SLACK_SECONDS else 0.0

    def spend(self, now: float) -> None:
        for at, limit in enumerate(self.limits):
            self.due[at] = max(self.due[at], now) + limit.interval

    def is_idle(self, now: float) -> bool:
        """Whether forgetting it would change nothing."""
        return max(self.paused_until, *self.due) <= now


class Pace:
    """The beats of every conversation and tenant this replica speaks to. Seconds on any steadily growing clock."""

    def __init__(self, most_keys: int = 50_000) -> None:
        self._beats: OrderedDict[Hashable, Beats] = OrderedDict()
        self._most_keys = most_keys

    def take(self, tenant: str, conversation: str | None, now: float) -> float:
        """Take leave to send once: 0.0 and it is spent, else the seconds to wait and nothing is spent."""
        beats = list(self._concerned(tenant, conversation, now))
        seconds = max(one.wait(now) for one in beats)
        if not seconds:
            for one in beats:
                one.spend(now)
        return seconds

    def pause(self, tenant: str, conversation: str | None, seconds: float, now: float) -> None:
        """Teams asked us to wait (Retry-After): in one conversation, or with None in the whole tenant."""
        key, limits = _key(tenant, conversation)
        beats = self._of(key, limits, now)
        beats.paused_until = max(beats.paused_until, now + seconds)

    def _concerned(self, tenant: str, conversation: str | None, now: float) -> Iterable[Beats]:
        yield self._of(*_key(tenant, None), now)
        if conversation is not None:
            yield self._of(*_key(tenant, conversation), now)

    def _of(self, key: Hashable, limits: tuple[Limit, ...], now: float) -> Beats:
        beats = self._beats.get(key)
        if beats is None:
            beats = self._beats[key] = Beats(limits, now)
            self._forget_idle(now)
        self._beats.move_to_end(key)
        return beats

    def _forget_idle(self, now: float) -> None:
        """Keep memory bounded: the longest unused go first, but never one that still holds somebody back."""
        while len(self._beats) > self._most_keys:
            key, beats = next(iter(self._beats.items()))
            if not beats.is_idle(now):
                return
            del self._beats[key]


class Unpaced(Pace):
    """The demo's: the Agents Playground limits nobody, and its clock may stand or leap."""

    def take(self, tenant: str, conversation: str | None, now: float) -> float:
        return 0.0


def _key(tenant: str, conversation: str | None) -> tuple[Hashable, tuple[Limit, ...]]:
    return (tenant, conversation), TENANT if conversation is None else CONVERSATION
