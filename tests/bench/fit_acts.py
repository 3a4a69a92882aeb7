"""Fit facilitation/acts.json on our own sentences: ``python -m tests.bench.fit_acts`` (``--write`` keeps the weights).

Logistic regression: markers with a Gaussian prior around our own judgement of each, so that some hundred sentences move
the weights and do not make them, and hashed runs of words with a prior around nothing. Prints AUC and recall at 20 %
flagged, where one line in fourteen advises (as in counselling talk): themes left out one by one, and the held-out sets.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.stats import rankdata

from facilitation import acts

HERE = Path(__file__).parent.parent / "data" / "acts"
KEPT = Path(acts.__file__).with_suffix(".json")
PRIOR_BIAS, PRECISION, STIFF, BUCKETS_PRECISION = -4.5, 1.5, 60.0, 1.0
FLAGGED, RARE, USUAL = (
    0.2,
    0.07,
    0.1,
)  # share flagged; share of advice where we report, and where we calibrate
NAMES = ["bias", *acts.MARKERS]
FITTED = ("own.tsv", "spoken.tsv")
HELD_OUT = ("heldout.tsv", "heldout_spoken.tsv")


def read(name: str) -> list[tuple[str, str]]:
    """(label, text) of one file."""
    return [(label, text) for label, _, text in read_themes(name)]


def read_themes(name: str) -> list[tuple[str, str, str]]:
    """(label, theme, text); the file's name stands for the theme where lines name none."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip()]
    return [(row[0], row[1] if len(row) == 3 else name, row[-1]) for row in rows]


@dataclass(frozen=True)
class Table:
    """Lines as numbers: markers and bias, hashed runs of words, and whether each advises."""

    markers: np.ndarray
    runs: np.ndarray
    wanted: np.ndarray

    def where(self, rows: np.ndarray) -> Table:
        return Table(self.markers[rows], self.runs[rows], self.wanted[rows])


def table_of(rows: list[tuple[str, str]]) -> Table:
    markers, runs = np.zeros((len(rows), len(NAMES))), np.zeros((len(rows), acts.BUCKETS))
    markers[:, 0] = 1
    for at, (_, text) in enumerate(rows):
        for name, value in acts.features(text).items():
            markers[at, NAMES.index(name)] = value
        found = acts.grams(text)
        runs[at, found] = 1 / np.sqrt(len(found))
    return Table(markers, runs, np.array([label in "aon" for label, _ in rows], dtype=float))


def prior() -> np.ndarray:
    return np.array([PRIOR_BIAS] + [weight for _, weight in acts.MARKERS.values()])


@dataclass(frozen=True)
class Fitted:
    markers: np.ndarray
    buckets: np.ndarray

    def score(self, table: Table) -> np.ndarray:
        return table.markers @ self.markers + table.runs @ self.buckets


def fit(table: Table) -> Fitted:
    """Buckets that one line alone fills stay at nothing."""
    centre, n = prior(), len(NAMES)
    stiff = np.array([STIFF if name == "length" else PRECISION for name in NAMES])
    seen = np.flatnonzero((table.runs > 0).sum(axis=0) >= 2)
    runs = table.runs[:, seen]

    def loss(weight: np.ndarray) -> tuple[float, np.ndarray]:
        markers, buckets = weight[:n], weight[n:]
        z = table.markers @ markers + runs @ buckets
        off = 1 / (1 + np.exp(-z)) - table.wanted
        away = markers - centre
        value = np.sum(np.logaddexp(0, z) - table.wanted * z) + 0.5 * np.sum(stiff * away**2)
        value += 0.5 * BUCKETS_PRECISION * np.sum(buckets**2)
        slope = [table.markers.T @ off + stiff * away, runs.T @ off + BUCKETS_PRECISION * buckets]
        return float(value), np.concatenate(slope)

    found = minimize(loss, np.concatenate([centre, np.zeros(len(seen))]), jac=True, method="L-BFGS-B").x
    buckets = np.zeros(acts.BUCKETS)
    buckets[seen] = found[n:]
    return Fitted(found[:n], buckets)


def auc(score: np.ndarray, wanted: np.ndarray) -> float:
    ranks = rankdata(score)
    yes, no = wanted.sum(), (1 - wanted).sum()
    return float((ranks[wanted == 1].sum() - yes * (yes + 1) / 2) / (yes * no))


def at_share(wanted: np.ndarray, share: float) -> np.ndarray:
    """Weights under which advice has this share of all lines."""
    yes, no = wanted.sum(), (1 - wanted).sum()
    return np.where(wanted == 1, share / yes, (1 - share) / no)


def recall(score: np.ndarray, wanted: np.ndarray) -> float:
    """The part of advice among the fifth of lines that score highest, where advice is rare."""
    order = np.argsort(-score, kind="stable")
    inside = np.cumsum(at_share(wanted, RARE)[order]) <= FLAGGED
    return float(wanted[order][inside].sum() / wanted.sum())


def left_out(table: Table, themes: np.ndarray) -> np.ndarray:
    """Scores of every theme by a fit that has not seen it."""
    score = np.zeros(len(themes))
    for theme in sorted(set(themes)):
        apart = themes == theme
        score[apart] = fit(table.where(~apart)).score(table.where(apart))
    return score


def calibrated(score: np.ndarray, wanted: np.ndarray) -> tuple[float, float]:
    """(slope, shift) that make a probability of scores from themes not seen (Platt), where one line in ten advises."""
    weight = at_share(wanted, USUAL)

    def loss(line: np.ndarray) -> float:
        z = line[0] * score + line[1]
        return float(np.sum(weight * (np.logaddexp(0, z) - wanted * z)))

    slope, shift = minimize(loss, np.array([1.0, -1.0]), method="Nelder-Mead").x
    return float(slope), float(shift)


def main() -> None:
    rows = [one for name in FITTED for one in read_themes(name)]
    table = table_of([(label, text) for label, _, text in rows])
    themes = np.array([theme for _, theme, _ in rows])
    unseen, many = left_out(table, themes), themes != FITTED[0]
    tell("each theme left out", unseen[many], table.wanted[many])
    fitted = fit(table)
    for name in HELD_OUT:
        apart = table_of(read(name))
        tell(name + " judgement alone", apart.markers @ prior(), apart.wanted)
        tell(name + " fitted", fitted.score(apart), apart.wanted)
    if "--write" in sys.argv:
        keep(fitted, *calibrated(unseen[many], table.wanted[many]))


def tell(name: str, score: np.ndarray, wanted: np.ndarray) -> None:
    print(f"{name:40} AUC {auc(score, wanted):.3f}  recall at 20 % flagged {recall(score, wanted):.2f}")


def keep(fitted: Fitted, slope: float, shift: float) -> None:
    step = float(np.abs(fitted.buckets).max()) / 127
    rounded = np.round(fitted.buckets / step).astype(np.int8)
    kept = {
        "fitted_on": list(FITTED),
        "slope": round(slope, 4),
        "shift": round(shift, 4),
        "markers": {name: round(float(one), 3) for name, one in zip(NAMES, fitted.markers, strict=True)},
        "buckets": {"step": step, "int8": base64.b64encode(rounded.tobytes()).decode()},
    }
    KEPT.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
