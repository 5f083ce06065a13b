"""The jail: what a reader of strangers' files cannot do, and that its death hurts nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.records.documents.extraction import read_paper
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import book, paragraph, rows, texts, word, written

ROOT = Path(__file__).parents[3]
TRIES = """
import os, socket, sys
from gongkai.records.documents.extraction import jail
shut = jail.enter(seconds=5, memory=1 << 29)
def refused(act):
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False
acts = [
    lambda: bytearray(1 << 30),
    lambda: os.write(os.open("/tmp", os.O_TMPFILE | os.O_RDWR), b"x"),
]
if shut:
    acts += [
        socket.socket, os.fork, socket.socketpair,
        lambda: open("new.txt", "w"), lambda: os.unlink("old.txt"), lambda: os.rename("old.txt", "b.txt"),
        lambda: os.mkdir("folder"), lambda: os.symlink("a", "b"), lambda: os.kill(os.getppid(), 0),
        lambda: os.execv(sys.executable, [sys.executable]), lambda: os.truncate("old.txt", 0),
    ]
failed = [number for number, act in enumerate(acts) if not refused(act)]
readable = open("old.txt").read() == "1"
print(shut, failed, readable)
"""


def test_no_network_no_files_no_programs_no_memory(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("1", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", TRIES],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )
    shut, _, rest = done.stdout.strip().partition(" ")
    assert rest == "[] True"
    assert (tmp_path / "old.txt").read_text(encoding="utf-8") == "1"
    if shut != "True":
        pytest.skip(
            "this system has no system-call filter: limits on memory, time and files hold all the same"
        )


def keeper_of(box: Sandbox) -> subprocess.Popen[bytes]:
    """The process behind the box."""
    keeper = box._keeper
    assert keeper is not None
    return keeper


def test_one_keeper_serves_many_files(tmp_path: Path) -> None:
    keepers = []
    with Sandbox() as box:
        for number in range(3):
            path = written(tmp_path, f"{number}.docx", word(paragraph(f"第{number}份")))
            assert texts(read_paper(path, box)) == [f"第{number}份"]
            keepers.append(keeper_of(box))
    assert len({keeper.pid for keeper in keepers}) == 1
    assert keepers[0].poll() is not None


def test_a_bad_file_does_not_end_the_keeper(tmp_path: Path, sandbox: Sandbox) -> None:
    good = written(tmp_path, "好.docx", word(paragraph("好")))
    bad = written(tmp_path, "坏.docx", word("<w:p>"))
    for _ in range(2):
        with pytest.raises(Refusal, match=r"^“坏\.docx”"):
            read_paper(bad, sandbox)
        assert texts(read_paper(good, sandbox)) == ["好"]


def test_a_file_that_eats_memory_is_held_and_the_next_one_is_read(tmp_path: Path) -> None:
    strings = tuple(str(number) * 20 for number in range(200_000))
    greedy = written(tmp_path, "大.xlsx", book({"一": rows({"A1": 1})}, strings=strings))
    good = written(tmp_path, "好.docx", word(paragraph("好")))
    with Sandbox(memory=40 * 1024 * 1024) as box:
        with pytest.raises(Refusal, match=r"内存过多|中止"):
            read_paper(greedy, box)
        assert box._keeper is None or box._keeper.poll() is None
    with Sandbox() as box:
        assert texts(read_paper(greedy, box)) == [[["1"]]]
        assert texts(read_paper(good, box)) == ["好"]


def test_a_reader_that_hangs_is_ended_by_the_clock(tmp_path: Path) -> None:
    path = written(tmp_path, "好.docx", word(paragraph("好")))
    with Sandbox(seconds=0) as box:
        with pytest.raises(Refusal, match=r"超时|中止"):
            read_paper(path, box)
        assert box._keeper is None


def test_a_keeper_that_was_killed_is_a_refusal_and_not_a_crash(tmp_path: Path) -> None:
    path = written(tmp_path, "好.docx", word(paragraph("好")))
    with Sandbox() as box:
        assert texts(read_paper(path, box)) == ["好"]
        keeper_of(box).kill()
        keeper_of(box).wait()
        with pytest.raises(Unreadable, match="中止"):
            list(box.run("paper", path, "docx"))
        assert texts(read_paper(path, box)) == ["好"]


def test_what_a_file_says_in_an_error_stays_inside(tmp_path: Path, sandbox: Sandbox) -> None:
    secret = "640381199001011237"
    broken = book({"一": f'<sheetData><row r="1"><c r="A1" t="s"><v>{secret}</v></c></row></sheetData>'})
    with pytest.raises(Refusal) as refused:
        read_paper(written(tmp_path, "表.xlsx", broken), sandbox)
    assert secret not in str(refused.value)
