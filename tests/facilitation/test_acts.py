"""The acts model keeps its promise on sentences it was not fitted on, and is fitted on ours alone."""

import json
from pathlib import Path

import numpy as np
import pytest

from facilitation import acts
from tests.bench.fit_acts import auc, read

HELD = read("heldout.tsv")
SCORES = np.array([acts.advice(text) for _, text in HELD])
WANTED = np.array([label in "aon" for label, _ in HELD], dtype=float)


def test_advice_is_told_from_the_rest_on_held_out_sentences():
    assert auc(SCORES, WANTED) >= 0.9


def test_most_advice_is_among_the_fifth_that_is_flagged():
    rare = np.concatenate([np.flatnonzero(WANTED)[::4], np.flatnonzero(1 - WANTED)])
    flagged = rare[np.argsort(-SCORES[rare])][: len(rare) // 5]
    assert WANTED[flagged].sum() / WANTED[rare].sum() >= 0.63


def test_the_weights_name_every_marker_and_nothing_else():
    assert acts.weights().keys() == {"bias", *acts.MARKERS}
    kept = json.loads(Path(acts.__file__).with_suffix(".json").read_text())
    assert kept["fitted_on"] == "tests/data/acts/own.tsv"


def test_no_held_out_sentence_was_fitted_on():
    assert not {text for _, text in HELD} & {text for _, text in read("own.tsv")}


@pytest.mark.parametrize("text", ["", " ", "?", "…", "🙂", "mm " * 5000, "a" * 100_000, "you could " * 2000])
def test_any_text_gets_a_probability(text):
    heard = acts.hear(text)
    assert 0 <= heard.advice <= 1


def test_a_reflection_with_should_in_it_is_not_advice():
    assert (
        acts.advice("You feel you should have known, and it hurts.")
        < 0.3
        < acts.advice("You should stop it now.")
    )
