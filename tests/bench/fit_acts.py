"""Fit the weights of facilitation/acts.json on our own sentences: ``python -m tests.bench.fit_acts`` (``--write`` keeps them).

Logistic regression with a Gaussian prior around our own judgement of each marker, so that a few hundred sentences move
the weights and do not make them. Prints AUC and recall at 20 % flagged: fitted set, five folds, and the held-out set.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import numpy as np
from scipy.optimize import minimize
from scipy.stats import rankdata

from facilitation import acts

HERE = Path(__file__).parent.parent / "data" / "acts"
KEPT = Path(acts.__file__).with_suffix(".json")
PRIOR_BIAS, PRECISION, STIFF = -4.5, 1.5, 60.0
NAMES = ["bias", *acts.MARKERS]


def read(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(label, text) for label, text in (line.split("\t", 1) for line in lines if line.strip())]


def matrix(rows: list[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.zeros((len(rows), len(NAMES)))
    table[:, 0] = 1
    for at, (_, text) in enumerate(rows):
        for name, value in acts.features(text).items():
            table[at, NAMES.index(name)] = value
    return table, np.array([label in "aon" for label, _ in rows], dtype=float)


def prior() -> np.ndarray:
    return np.array([PRIOR_BIAS] + [weight for _, weight in acts.MARKERS.values()])


def fit(table: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    centre = prior()
    stiff = np.array([STIFF if name == "length" else PRECISION for name in NAMES])

    def loss(weight: np.ndarray) -> float:
        z = table @ weight
        return float(np.sum(np.logaddexp(0, z) - wanted * z) + 0.5 * np.sum(stiff * (weight - centre) ** 2))

    return minimize(loss, centre, method="L-BFGS-B").x


def auc(score: np.ndarray, wanted: np.ndarray) -> float:
    ranks = rankdata(score)
    yes, no = wanted.sum(), (1 - wanted).sum()
    return float((ranks[wanted == 1].sum() - yes * (yes + 1) / 2) / (yes * no))


def folds(table: np.ndarray, wanted: np.ndarray, k: int = 5) -> np.ndarray:
    order = list(range(len(wanted)))
    Random("folds").shuffle(order)
    score = np.zeros(len(wanted))
    for fold in range(k):
        test = order[fold::k]
        train = [one for one in order if one not in set(test)]
        score[test] = table[test] @ fit(table[train], wanted[train])
    return score


def main() -> None:
    own, held = read("own.tsv"), read("heldout.tsv")
    (table, wanted), (apart, known) = matrix(own), matrix(held)
    weight = fit(table, wanted)
    print(
        f"judgement alone   fitted set {auc(table @ prior(), wanted):.3f}  held out {auc(apart @ prior(), known):.3f}"
    )
    print(f"five folds        {auc(folds(table, wanted), wanted):.3f}")
    print(f"fitted            held out {auc(apart @ weight, known):.3f}")
    if "--write" in sys.argv:
        kept = {name: round(float(value), 3) for name, value in zip(NAMES, weight, strict=True)}
        KEPT.write_text(
            json.dumps({"fitted_on": "tests/data/acts/own.tsv", "weights": kept}, indent=1) + "\n"
        )
    if "--errors" in sys.argv:
        show_errors(held, 1 / (1 + np.exp(-(apart @ weight))))


def show_errors(rows: list[tuple[str, str]], chance: np.ndarray) -> None:
    for p, (label, text) in sorted(zip(chance, rows, strict=True), reverse=True):
        if (label in "aon") != (p > 0.5):
            print(f"{p:.2f} {label} {text}")


if __name__ == "__main__":
    main()
