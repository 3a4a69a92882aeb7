"""``evener suggest`` and ``evener evaluate periphery``, as others run them."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.periphery import try_out
from bot.export import open_export
from facilitation.periphery.memory import DAY
from facilitation.periphery.trial import OURS, rank_rows
from tests.bot.test_reasons_are_true import ask
from tests.exports import archive, person, said, write_export

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def at(days):
    return (BEGIN + timedelta(days=days)).isoformat().replace("+00:00", "Z")


def on(days):
    return BEGIN.timestamp() + days * DAY


def small(tmp_path, people=("U1", "U2", "U3"), **more):
    talk = {"a": [said("U1", on(day)) for day in (1, 2, 3)], "b": [said("U2", on(4)), said("U3", on(5))]}
    return write_export(tmp_path / "e.zip", [person(one, **more) for one in people], talk)


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_answers_come_in_the_order_of_the_queries_and_a_repeated_query_gets_the_same(tmp_path):
    path = small(tmp_path)
    queries = [
        {"community": "b", "at": at(9)},
        {"community": "a", "at": at(6)},
        {"community": "a", "at": at(6)},
    ]
    answers = ask(path, queries)
    assert [(one["community"], one["at"]) for one in answers] == [
        (one["community"], one["at"]) for one in queries
    ]
    assert answers[1] == answers[2]
    assert set(answers[0]) == {"community", "at", "ranking", "slots", "ms"}
    assert answers[1]["ranking"] == ["U3", "U2"] and answers[0]["ranking"] == ["U1"]


def test_one_instant_written_in_two_ways_is_one_question(tmp_path):
    queries = [{"community": "a", "at": at(6)}, {"community": "#a", "at": at(6).replace("Z", "+00:00")}]
    first, second = ask(small(tmp_path), queries)
    assert (second["community"], second["at"]) == ("#a", queries[1]["at"])
    assert [one["person"] for one in first["slots"]] == [one["person"] for one in second["slots"]]
    assert len({one["person"] for one in first["slots"]}) == len(first["slots"]) == 2


def test_two_runs_give_the_same_answers(tmp_path):
    path = tmp_path / "e.zip"
    path.symlink_to(archive("ncar"))
    with open_export(path) as opened:
        queries = [{"community": name, "at": "2021-05-01T00:00:00Z"} for name in opened.channels]

    def without_time(answers):
        return [{k: v for k, v in one.items() if k != "ms"} for one in answers]

    assert without_time(ask(path, queries)) == without_time(ask(path, queries))


def test_before_anybody_wrote_and_long_after_there_is_nobody(tmp_path):
    early, late = ask(small(tmp_path), [{"community": "a", "at": at(0)}, {"community": "a", "at": at(5000)}])
    assert early["ranking"] == late["ranking"] == [] and early["slots"] == late["slots"] == []


def test_a_channel_where_nobody_ever_wrote_still_gets_an_answer(tmp_path):
    path = write_export(tmp_path / "e.zip", [person("U1")], {"a": [said("U1", on(1))], "empty": []})
    (answer,) = ask(path, [{"community": "empty", "at": at(2)}])
    assert answer["ranking"] == ["U1"] and [slot["person"] for slot in answer["slots"]] == ["U1"]


def test_a_workspace_of_bots_only(tmp_path):
    (answer,) = ask(small(tmp_path, is_bot=True), [{"community": "a", "at": at(9)}])
    assert answer["ranking"] == [] and answer["slots"] == []


def test_one_channel_only(tmp_path):
    path = write_export(tmp_path / "e.zip", [person("U1")], {"a": [said("U1", on(day)) for day in range(9)]})
    (answer,) = ask(path, [{"community": "a", "at": at(9)}])
    assert answer["ranking"] == [] and answer["slots"] == []


def test_clocks_that_went_wrong_neither_break_nor_look_ahead(tmp_path):
    talk = {
        "a": [said("U1", on(day)) for day in (1, 2, 3)],
        "b": [said("U2", on(4)), said("U3", 700_000_000.0), said("U4", 4_000_000_000.0)],
    }
    path = write_export(tmp_path / "e.zip", [person(f"U{n}") for n in range(1, 5)], talk)
    (answer,) = ask(path, [{"community": "a", "at": at(6)}])
    assert answer["ranking"] == ["U2"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nonsense", "expected"),
        ('{"community": "a"}', "expected"),
        ('{"community": "a", "at": "yesterday"}', "expected"),
        ('{"community": 7, "at": "2024-01-01T00:00:00Z"}', "no channel '7'"),
        ('{"community": "a", "at": 7}', "expected"),
        ('{"community": "nowhere", "at": "2024-01-01T00:00:00Z"}', "no channel 'nowhere'"),
    ],
)
def test_a_query_that_cannot_be_read_is_named_and_nothing_is_written(tmp_path, line, why):
    queries, out = tmp_path / "q.jsonl", tmp_path / "r.jsonl"
    queries.write_text('{"community": "#a", "at": "2024-01-05T00:00:00"}\n\n' + line)
    ran = run("suggest", "--export", small(tmp_path), "--queries", queries, "--out", out)
    assert ran.exit_code == 2 and "q.jsonl:3: " in ran.output and why in ran.output
    assert not out.exists()


def test_an_export_that_cannot_be_read_is_named(tmp_path):
    ran = run("evaluate", "periphery", "--export", tmp_path / "absent.zip")
    assert ran.exit_code == 2 and "there is no such file" in ran.output
    silent = write_export(tmp_path / "e.zip", [person("U1")], {"a": []})
    ran = run("evaluate", "periphery", "--export", silent)
    assert ran.exit_code == 2 and "no messages" in ran.output
    ran = run("evaluate", "periphery", "--export", small(tmp_path), "--ahead", 200)
    assert ran.exit_code == 2 and "--ahead" in ran.output


def test_a_past_too_short_to_judge_gives_empty_tables(tmp_path):
    ran = run("evaluate", "periphery", "--export", small(tmp_path))
    assert ran.exit_code == 0 and "0 communities" in ran.output


@pytest.fixture(scope="module")
def dataverse():
    with open_export(archive("dataverse")) as opened:
        return try_out(opened, 90 * DAY, 30 * DAY).trial


def test_the_figures_of_the_published_evaluation_come_out_again(dataverse):
    """science.md 2.5, Dataverse, tasks A and A-peri: within .02, in as many communities and cutoffs."""
    published = {
        ("A", "activity"): 0.65, ("A", "degree"): 0.65, ("A", "recency"): 0.63, ("A", "common neighbours"): 0.64,
        ("A", "Adamic–Adar"): 0.65, ("A", "personalised PageRank"): 0.67, ("A", "co-membership"): 0.66,
        ("A-peri", "activity"): 0.57, ("A-peri", "recency"): 0.58, ("A-peri", "common neighbours"): 0.60,
        ("A-peri", "Adamic–Adar"): 0.59, ("A-peri", "personalised PageRank"): 0.62,
        ("A-peri", "co-membership"): 0.61,
    }  # fmt: skip
    rows = {(row.task, row.ranker): row for row in rank_rows(dataverse, Random)}
    assert rows["A", OURS].scored == 92
    for key, figure in published.items():
        assert rows[key].auc.middle == pytest.approx(figure, abs=0.0205), key


def test_our_ranking_stands_above_every_plain_one(dataverse):
    rows = {(row.task, row.ranker): row.auc for row in rank_rows(dataverse, Random)}
    for task in ("A", "A-peri"):
        plain = [auc.middle for (one, ranker), auc in rows.items() if one == task and ranker != OURS]
        assert rows[task, OURS].middle > max(plain) + 0.05
        assert rows[task, OURS].low > rows[task, "Adamic–Adar"].middle
