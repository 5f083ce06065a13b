"""How ratios are taken and told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import __main__ as command
from bench.processes import JobError
from bench.ratios import Cost, Result, in_turn, ratio, without_peer


def test_sides_take_turns_after_one_unmeasured_run_each() -> None:
    ran: list[str] = []

    def side(name: str) -> Cost:
        ran.append(name)
        return Cost(1, 1)

    ours, theirs = in_turn(lambda: side("a"), lambda: side("b"))
    assert "".join(ran) == "ab" + "ab" + "ba" + "ab" + "ba" + "ab"
    assert len(ours) == len(theirs) == 5


def test_a_ratio_is_the_median_of_pairs() -> None:
    ours = [Cost(1, 2), Cost(2, 2), Cost(9, 2)]
    theirs = [Cost(10, 4), Cost(10, 4), Cost(10, 4)]
    by_clock = ratio("8", "工作", ours, theirs, most=0.2, clock="wall")
    assert (by_clock.ratio, by_clock.low, by_clock.high, by_clock.met) == (0.2, 0.1, 0.9, True)
    by_work = ratio("8", "工作", ours, theirs, most=0.2, clock="cpu")
    assert (by_work.ratio, by_work.met) == (0.5, False)
    assert ratio("8", "工作", ours, theirs, most=None, clock="cpu").met is None


def test_json_has_the_keys_of_the_contract() -> None:
    found = without_peer("11", "工作", "没有网络").as_json()
    assert list(found)[:9] == ["goal", "work", "ratio", "low", "high", "target", "met", "rounds", "machine"]
    assert (found["goal"], found["ratio"], found["met"]) == (11, None, None)
    assert "没有网络" in found["said"]


def test_a_failure_keeps_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def measured(quick: bool) -> Iterator[Result]:
        assert quick
        yield Result("8", "量成的", 0.5, 0.4, 0.6, "<= 1", True, 5, "cpu")
        raise JobError("程序坏了")

    monkeypatch.setattr(command, "GOALS", {"8": measured})
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.main(["--quick"]) == 1
    out = capsys.readouterr().out
    assert "量成的" in out
    written = json.loads((tmp_path / "var" / "bench.json").read_text(encoding="utf-8"))
    assert [row["work"] for row in written] == ["量成的", "没有量成"]


def test_a_goal_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["99"]) == 2
    assert "没有目标 99" in capsys.readouterr().err
