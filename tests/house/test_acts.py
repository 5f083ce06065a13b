"""Acts and their words, and that a missing or idle word is found."""

from __future__ import annotations

from pathlib import Path

from tests.house.acts import speechless, verbs_written
from tests.house.ground import HOUSE, planted


def test_every_act_has_its_words() -> None:
    assert {"item_published", "excuse_obligation"} <= {verb for verb, _ in verbs_written(HOUSE)}
    assert speechless(HOUSE) == []


def test_an_act_without_words_and_words_without_an_act_are_found(tmp_path: Path) -> None:
    files = {
        "gongkai/doors/workbench/history.py": 'VERBS = {"publish": "公开", "gone": "旧"}\n',
        "gongkai/records/a/actions.py": (
            'VERB = "import"\nrecord_act(verb="publish")\n_act("hide", x)\n'
            "record_act(verb=VERB)\nrecord_act(verb=verb)\n"
        ),
    }
    assert speechless(planted(tmp_path, files)) == [
        "gongkai/records/a/actions.py:3: VERBS has no words for “hide”",
        "gongkai/records/a/actions.py:4: VERBS has no words for “import”",
        "gongkai/doors/workbench/history.py: no act is called “gone”",
    ]
