"""What the house counts about itself, for ``/metrics``: how much, how long, how late, and never who.

Labels hold only what the code itself names (a kind, an outcome, a platform): no workspace, no person, no words. So the
number of series is bounded whatever people do. First of all: sentences that a check held back at the last moment.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from facilitation.attention import family
from facilitation.voice.checks import Check, Fault
from facilitation.voice.saying import LISTENERS
from storage.outbox import Depth

__all__ = ["CONTENT_TYPE_LATEST", "LEAKS", "Metrics", "count_leak", "listen"]

QUICK = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    3,
    10,
)  # 3 s: what a platform waits for an answer
LATE = (1, 5, 15, 60, 300, 900, 3600, 6 * 3600)
OTHER = "other"
OURS = frozenset({"GET", "POST", "HEAD"})

LEAKS = Counter(
    "evener_leaks",  # exposed as evener_leaks_total
    "Sentences that failed one of the seven checks when drawn and were replaced by the safe one",
    ["check"],
)
for one in Check:  # a zero is shown, too: nothing leaked is not the same as nothing counted
    LEAKS.labels(check=one.name.lower())


def count_leak(fault: Fault) -> None:
    """One sentence held back, by the check that held it. Neither the sentence nor who would have read it is kept."""
    LEAKS.labels(check=fault.check.name.lower()).inc()


def listen() -> None:
    """Count from now on; however often it is called, a leak counts once."""
    if count_leak not in LISTENERS:
        LISTENERS.append(count_leak)


class Metrics:
    """One house's counters on a registry of their own, so that two houses in one process never mix."""

    def __init__(self) -> None:
        here = self.registry = CollectorRegistry(auto_describe=True)
        self.arrivals = Counter(
            "evener_arrivals", "What reached us.", ("platform", "what", "fate"), registry=here
        )
        self.keeping = Histogram(
            "evener_arrival_seconds",
            "From being read to being kept.",
            ("what",),
            buckets=QUICK,
            registry=here,
        )
        self.letters = Counter(
            "evener_letters", "What became of letters.", ("platform", "family", "outcome"), registry=here
        )
        self.carrying = Histogram(
            "evener_letter_seconds",
            "A letter's call to the platform.",
            ("platform",),
            buckets=QUICK,
            registry=here,
        )
        self.lateness = Histogram(
            "evener_letter_late_seconds",
            "From when a letter might go to when it went.",
            buckets=LATE,
            registry=here,
        )
        self.wakes = Counter("evener_wakes", "What was due.", ("kind", "outcome"), registry=here)
        self.requests = Counter(
            "evener_http_requests", "Answers over HTTP.", ("route", "method", "status"), registry=here
        )
        self.answering = Histogram(
            "evener_http_seconds", "From request to answer.", ("route",), buckets=QUICK, registry=here
        )
        self.waiting = Gauge(
            "evener_queue",
            "What waits in the database, told by every replica alike.",
            ("queue", "state"),
            registry=here,
        )
        self.databases = Gauge(
            "evener_database_answers", "Whether a database answers.", ("database",), registry=here
        )
        self.oldest = Gauge("evener_queue_late_seconds", "How late the oldest is.", ("queue",), registry=here)
        # Looking a series up takes a lock and builds a tuple; there are few of them, and each press needs four.
        self._arrivals, self._keeping = cache(self.arrivals.labels), cache(self.keeping.labels)
        self._requests, self._answering = cache(self.requests.labels), cache(self.answering.labels)

    def arrived(self, workspace: str, what: object, fate: str, seconds: float = 0.0) -> None:
        """``fate``: kept, passed (concerns nobody), answered (nothing to keep) or failed."""
        name = type(what).__name__
        self._arrivals(_platform(workspace), name, fate).inc()
        if fate == "kept":
            self._keeping(name).observe(seconds)

    def settled(self, to: str, kind: str, outcome: str, late: float | None = None) -> None:
        """What became of one letter; ``late`` in seconds for one that was delivered."""
        self.letters.labels(_platform(to), family(kind), outcome).inc()
        if late is not None:
            self.lateness.observe(max(0.0, late))

    def carried(self, to: str, seconds: float) -> None:
        self.carrying.labels(_platform(to)).observe(seconds)

    def woken(self, kind: str, outcome: str = "kept") -> None:
        self.wakes.labels(kind, outcome).inc()

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """One HTTP answer; ``route`` is the path as declared, never as asked for."""
        self._requests(route, method if method in OURS else OTHER, str(status)).inc()
        self._answering(route).observe(seconds)

    def database(self, name: str, answers: bool) -> None:
        """Whether one of the databases, by the operator's name for it, answered just now."""
        self.databases.labels(name).set(answers)

    def queue(self, name: str, depth: Depth, now: datetime) -> None:
        """How much waits in one of the queues, and how late its oldest is."""
        self.waiting.labels(name, "waiting").set(depth.waiting)
        self.waiting.labels(name, "due").set(depth.due)
        late = (now - depth.oldest).total_seconds() if depth.oldest else 0.0
        self.oldest.labels(name).set(max(0.0, late))

    def exposed(self) -> bytes:
        """Everything in Prometheus' text format, with what the process counts (leaks, memory, garbage)."""
        return generate_latest(self.registry) + generate_latest(REGISTRY)


def _platform(identity: str) -> str:
    return identity.partition(":")[0]
