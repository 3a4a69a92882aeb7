"""Fits the weights that facilitation/periphery/learning.py ships, on the two public archives, and says how they travel.

    python -m tests.bench.fit_periphery

Every thirty days of each archive, and again half-way between, everybody outside each community is an exercise: who of
them came in the next thirty days. The weights maximise the conditional likelihood of those who came, the two archives
counting alike, communities by the square root of how many came, with a strong ridge (RIDGE) towards zero on a common
scale and no weight below zero. The ridge was chosen because results hardly depend on it between 10 and 400, and
the stronger it is, the more evenly the features share the work: archives thirty times as large will not look like these.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from scipy.optimize import minimize

from bot.export import open_export
from facilitation.periphery.course import Course
from facilitation.periphery.learning import Learner, likelihood
from facilitation.periphery.memory import DAY, Memory
from facilitation.periphery.ranking import FEATURES
from facilitation.periphery.trial import auc
from tests.exports import ARCHIVES, archive

RIDGE = 200.0
AHEAD = 30 * DAY
LEFT_TO_LEARN = ("activity", "tenure")  # shipped at zero; see learning.py


@dataclass(frozen=True)
class Exercise:
    features: np.ndarray
    came: np.ndarray
    peri: np.ndarray


def exercises(name: str) -> list[Exercise]:
    """Every community of an archive at every fifteenth day."""
    with open_export(archive(name)) as opened:
        messages = [one for batch in opened.in_order() for one in batch]
    begin, end = messages[0].at // DAY * DAY + 90 * DAY, messages[-1].at - AHEAD
    instants = [float(at) for at in np.arange(begin, end, 15 * DAY)]
    found = []
    for ground in Course(Memory(), Learner(), learns=False).stops([messages], instants):
        look = ground.look
        edges = [bisect_left(messages, at, key=attrgetter("at")) for at in (look.at, look.at + AHEAD)]
        came = {(one.channel, one.person) for one in messages[slice(*edges)]}
        for number, channel in enumerate(look.channels):
            members, people = look.members(number), np.flatnonzero(look.outside(number))
            hits = np.array([(channel, look.names[one]) in came for one in people], dtype=bool)
            if len(members) and hits.any() and not hits.all():
                features = ground.features(number, members, people)
                found.append(Exercise(features, hits, ~look.busy[people]))
    return found


def spread(found: list[Exercise]) -> np.ndarray:
    return np.sqrt(np.mean([one.features.var(axis=0) for one in found], axis=0))


def fit(archives: list[list[Exercise]], ridge: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights in natural units, and the spread of each feature."""
    scale = np.mean([spread(found) for found in archives], axis=0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = ridge * float(weights @ weights) / 2, ridge * weights
        for found in archives:
            share = 100 / sum(np.sqrt(one.came.sum()) for one in found)
            for one in found:
                value = one.features / scale @ weights
                top, many = value.max(), one.came.sum()
                told = many * (top + np.log(np.exp(value - top).sum())) - value[one.came].sum()
                total += share * many**-0.5 * told
                slope = slope - share * likelihood(one.features / scale, one.came, weights)[0]
        return total, slope

    start = np.array([0 if name in LEFT_TO_LEARN else 0.1 for name in FEATURES])
    found = minimize(
        loss,
        start,
        jac=True,
        bounds=[(0, 0 if name in LEFT_TO_LEARN else None) for name in FEATURES],
        method="L-BFGS-B",
    )
    return found.x / scale, scale


def mean_auc(found: list[Exercise], weights: np.ndarray, peri: bool = False) -> float:
    values = []
    for one in found:
        mask = one.peri if peri else np.ones(len(one.came), dtype=bool)
        hits = one.came[mask]
        if hits.any() and not hits.all():
            values.append(auc(one.features[mask] @ weights, hits))
    return float(np.mean(values))


def main() -> None:
    archives = {name: exercises(name) for name in ARCHIVES}
    for name, found in archives.items():
        single = {f: round(mean_auc(found, np.eye(len(FEATURES))[n]), 3) for n, f in enumerate(FEATURES)}
        print(f"{name}: {len(found)} exercises; AUC of each feature alone {single}")
    for ridge in (10, 50, 200, 400):
        for learnt, tried in (("ncar", "dataverse"), ("dataverse", "ncar")):
            weights, _ = fit([archives[learnt]], ridge)
            figures = (mean_auc(archives[tried], weights, peri) for peri in (False, True))
            print(
                f"ridge {ridge}: learnt on {learnt}, tried on {tried}: A {next(figures):.3f}, A-peri {next(figures):.3f}"
            )
    weights, scale = fit(list(archives.values()), RIDGE)
    for feature, weight, one in zip(FEATURES, weights, scale, strict=True):
        print(f'    "{feature}": ({weight:.3f}, {one:.2f}),')


if __name__ == "__main__":
    main()
