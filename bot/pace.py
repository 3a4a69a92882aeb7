"""How fast letters may go out: one number per conversation and per workspace (GCRA, the leaky bucket of ATM networks).

A workspace's number is shared by all replicas (storage/pace.py); a conversation's stays with the replica that holds its
letters.

A library was weighed (engine.md: throttled-py 10 µs, aiolimiter 11 µs, limits 14 µs an acquire): all of them read the
machine's clock or sleep by themselves, and in this house only ``bot/clock.py`` reads the hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` letters at once, then one every ``every``."""

    every: timedelta
    burst: int = 1

    def allowed(self, free: datetime | None, now: datetime) -> int:
        """How many may go now where the first may go from ``free`` on; at most a burst."""
        if free is None or not self.every:
            return self.burst
        return max(0, min(self.burst, (now - free) // self.every + 1))

    def filled(self, free: datetime | None, taken: int, now: datetime, most: int) -> datetime:
        """When as many may go as are carried at once, ``taken`` having gone now; sooner than a burst is lost."""
        begins = now - self.every * (self.burst - 1)
        next_free = max(begins, free or begins) + self.every * taken
        return max(now, next_free + self.every * (min(most, (self.burst + 1) // 2) - 1))


PER_CONVERSATION = {
    "slack": Rate(
        timedelta(seconds=1), 2
    ),  # docs.slack.dev/apis/web-api/rate-limits: 1/s a channel, short bursts
    "teams": Rate(timedelta(seconds=2), 6),  # 60 in 30 s, 7 in 1 s (Teams rate limits for bots)
}
PER_WORKSPACE = {
    "slack": Rate(timedelta(milliseconds=50), 20),  # "several hundred a minute", unpublished: 20/s
    "teams": Rate(timedelta(milliseconds=20), 50),  # 50 requests/s per app and tenant
}


NOW = timedelta(0)


class Pace:
    """GCRA over many keys; forgets keys that are idle again."""

    def __init__(self) -> None:
        self._arrival: dict[str, datetime] = {}

    def wait(self, key: str, rate: Rate, now: datetime) -> timedelta:
        """How long until this key may go again; zero: now."""
        expected = self._arrival.get(key)
        if expected is None or expected <= now:
            return NOW
        return max(NOW, expected - rate.every * (rate.burst - 1) - now)

    def take(self, key: str, rate: Rate, now: datetime) -> None:
        """One went out."""
        self._arrival[key] = max(self._arrival.get(key, now), now) + rate.every
        if len(self._arrival) > 50_000:
            self._arrival = {key: at for key, at in self._arrival.items() if at > now}

    def hold(self, key: str, until: datetime) -> None:
        """The platform asked for silence until then."""
        self._arrival[key] = max(self._arrival.get(key, until), until)


class Unpaced(Pace):
    """Where no platform sets a limit; what a platform asks for is still kept."""

    def take(self, key: str, rate: Rate, now: datetime) -> None:
        """Any number may go at once."""
