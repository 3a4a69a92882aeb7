"""The acts model keeps its promise on sentences it was not fitted on, and is fitted on ours alone."""

import json
from pathlib import Path

import numpy as np
import pytest

from facilitation import acts
from tests.bench.fit_acts import FITTED, HELD_OUT, at_share, auc, read, read_themes, recall

HELD = [one for name in HELD_OUT for one in read(name)]
SCORES = np.array([acts.advice(text) for _, text in HELD])
WANTED = np.array([label in "aon" for label, _ in HELD], dtype=float)


def test_advice_is_told_from_the_rest_on_sentences_about_other_subjects():
    assert auc(SCORES, WANTED) >= 0.93


def test_most_advice_is_among_the_fifth_that_is_flagged():
    assert recall(SCORES, WANTED) >= 0.8


def test_a_probability_means_what_it_says_where_one_line_in_ten_advises():
    said = float((at_share(WANTED, 0.1) * SCORES).sum())
    assert 0.06 <= said <= 0.15


def test_what_ships_is_what_our_own_sentences_give():
    weights = acts.weights()
    assert weights.markers.keys() == {"bias", *acts.MARKERS}
    assert len(weights.buckets) == acts.BUCKETS
    kept = json.loads(Path(acts.__file__).with_suffix(".json").read_text())
    assert kept["fitted_on"] == list(FITTED)


def test_no_held_out_sentence_and_no_held_out_theme_was_fitted_on():
    fitted = [one for name in FITTED for one in read_themes(name)]
    apart = [one for name in HELD_OUT for one in read_themes(name)]
    assert not {text for _, _, text in apart if len(text) > 25} & {text for _, _, text in fitted}
    assert not {theme for _, theme, _ in apart} & {theme for _, theme, _ in fitted}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Mm-hmm.", "acknowledge"),
        ("What made you decide to come in?", "ask open"),
        ("Do you drink every day?", "ask closed"),
        ("It sounds like you have had enough of it.", "reflect"),
        ("Thank you for being so open with me.", "affirm"),
        ("You should cut down on the salt.", "advise"),
        ("Some people use the patch, and others find a group helps.", "advise"),
    ],
)
def test_an_act_is_named_as_people_would_name_it(text, act):
    assert acts.hear(text).act == act


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
