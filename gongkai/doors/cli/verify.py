"""``gongkai verify``: whether what was recorded still holds: the chain of acts, the counters, the digests of
texts and of files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from gongkai.doors.cli.database import wake


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments: everything is checked."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """One line a check, and one a fault with its place; 1 when something does not hold."""
    del arguments
    wake()
    faults = 0
    for check in (_chain, _counters, _texts, _files):
        for holds, text in check():
            faults += not holds
            print(f"{'相符' if holds else '不符'} {text}")
    print("全部相符。" if not faults else f"有 {faults} 处不符，请与最近的备份核对。")
    return 1 if faults else 0


def _chain() -> Iterator[tuple[bool, str]]:
    from gongkai.records.ledger.queries import chain_state

    state = chain_state()
    if state.broken_at is None:
        yield True, f"留痕链：{state.acts} 条，逐条相接"
    else:
        yield (
            False,
            f"留痕链：在第 {state.broken_at} 号处断开（按顺序是第 {state.acts} 条），该条或其前一条被改动或删除",
        )


def _counters() -> Iterator[tuple[bool, str]]:
    from gongkai.records.disclosure.recount import counts_state

    wrong = counts_state().wrong
    if not wrong:
        yield True, "公开计数：与投放记录一致"
    for count in wrong:
        yield (
            False,
            f"公开计数：机构 {count.body_code} {count.year} 年 {count.month} 月"
            f"（领域 {count.field_code or '无'}，渠道集合 {count.channels}）计为 {count.items} 条"
            f" {count.placements} 次投放，按投放记录应为 {count.true_items} 条 {count.true_placements} 次",
        )


def _texts() -> Iterator[tuple[bool, str]]:
    from gongkai.records.documents.queries import texts_state

    state = texts_state()
    if not state.altered:
        yield True, f"文件版本：{state.versions} 份，正文与摘要相符"
    for version in state.altered:
        yield False, f"文件版本：{version}（编号 {version.pk}）的正文与摘要不符，正文被改动过"


def _files() -> Iterator[tuple[bool, str]]:
    from gongkai.records.documents.queries import files_state

    state = files_state()
    if not state.damaged:
        yield True, f"附件：{state.files} 份原件和公开件，与摘要相符"
    for attachment, store in state.damaged:
        yield False, f"附件：{attachment}（编号 {attachment.pk}）在 {store} 库中缺失或被改动"
