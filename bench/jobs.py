"""The platform's side of every comparison, each a whole process: ``python -m bench.jobs NAME ARGUMENTS``."""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench import ledger


def make_ledger(file: str, many: str) -> None:
    """A ledger as Excel writes it: texts shared, days as days."""
    import xlsxwriter

    book = xlsxwriter.Workbook(file)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("公开信息")
    sheet.write_row(0, 0, ledger.HEADINGS)
    for number, row in enumerate(ledger.rows(int(many)), 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write_string(number, column, value)
    book.close()


def read_ledger(file: str, many: str) -> None:
    """Every row of every sheet, as the import reads them."""
    from gongkai.records.ledger.intake.workbook import read_workbook

    found = sum(1 for table in read_workbook(Path(file)).tables for _ in table.rows())
    if found < int(many):
        raise SystemExit(f"only {found} rows")


def export(file: str, many: str) -> None:
    """The rows as a list on a page exports them."""
    from gongkai.records.ledger.export import write_xlsx

    write_xlsx(ledger.HEADINGS, ledger.plain_rows(int(many)), Path(file))


def prepare_import() -> None:
    """An empty town into which ledgers go."""
    _wake()
    from django.core.management import call_command

    from gongkai.records.bodies.models import Body, BodyKind
    from gongkai.records.catalogue.models import Field

    call_command("migrate", verbosity=0)
    Body.objects.create(code=ledger.BODY, name="量测镇", kind=BodyKind.TOWN)
    Field.objects.bulk_create(
        Field(code=f"f{number:02d}", name=name, order=number) for number, name in enumerate(ledger.FIELDS)
    )


def import_ledger(file: str, many: str) -> None:
    """``gongkai import items FILE``, and that it brought every row in."""
    from gongkai.doors.cli.main import main

    if main(["import", "items", file]):
        raise SystemExit("the import refused")
    from gongkai.records.disclosure.models import Item

    if Item.objects.count() != int(many):
        raise SystemExit(f"{Item.objects.count()} items")


def compute_demo(file: str) -> None:
    """The report of the demonstration town as a value in a file."""
    from gongkai.doors.cli.main import main

    if main(["demo"]):
        raise SystemExit("no demonstration")
    from gongkai.readings.annual.compute import compute
    from gongkai.records.bodies.queries import find_body

    Path(file).write_bytes(pickle.dumps(compute(find_body("640381106"), 2018)))


def render(file: str, to: str) -> None:
    """A computed report as a file, by its suffix."""
    from gongkai.readings.annual.render.files import render as rendered

    report = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by compute_demo a moment ago
    Path(to).write_bytes(rendered(report, Path(to).suffix.removeprefix(".")))


def read_paper(file: str) -> None:
    """Only the reading of a report."""
    from gongkai.records.documents.extraction import read_paper as read

    if not read(Path(file)).blocks:
        raise SystemExit("nothing read")


def check(file: str) -> None:
    """``gongkai annual check FILE``."""
    from gongkai.doors.cli.main import main

    if main(["annual", "check", file]) == 2:
        raise SystemExit("the check refused")


def make_roster(file: str, many: str) -> None:
    """A subsidy roster of invented people whose numbers the scan has to find, every one."""
    import xlsxwriter

    from gongkai.rules.privacy.resident_id import check_digit

    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("补贴名单")
    sheet.write_row(
        0, 0, ["序号", "姓名", "村", "身份证号", "手机号", "补贴项目", "面积（亩）", "金额（元）"]
    )
    for number in range(1, int(many) + 1):
        first = f"6403811980{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 1000:03d}"
        row = [number, "王小明", f"{number % 15 + 1}村", first + check_digit(first), f"138{number:08d}"]
        sheet.write_row(number, 0, [*row, "耕地地力保护补贴", number % 40 + 0.5, number % 900 + 100])
    book.close()


def make_pages(file: str, many: str) -> None:
    """A PDF of so many full pages of prose and a table."""
    import pylopdf_fonts_zh_cn
    import typst

    page = "= 关于公示的通知\n" + "按照有关规定，现将名单予以公示，欢迎监督。" * 20 + "\n"
    page += (
        "#table(columns: 4, "
        + ", ".join(f"[{number}村], [1200], [亩], [2018年]" for number in range(15))
        + ")\n"
    )
    source = '#set text(font: "Noto Serif SC", size: 12pt)\n' + "#pagebreak()\n".join([page] * int(many))
    fonts = [str(next(iter(pylopdf_fonts_zh_cn.__path__)))]
    Path(file).write_bytes(typst.compile(source.encode(), font_paths=fonts))


def treat_file(file: str) -> None:
    """What attaching does with a file: looked through, rebuilt, the copy looked through, all in the jail."""
    from tempfile import TemporaryDirectory

    from gongkai.records.documents.attachments.treatment import treat

    path = Path(file)
    with TemporaryDirectory() as folder:
        made = treat(path, path.suffix[1:], Path(folder), name=path.name)
        if made.copy is None:
            raise SystemExit("no public copy")


def count(many: str) -> None:
    """Goal 8 at one size; the results as JSON on standard output."""
    _wake()
    from bench.counting import results

    json.dump([vars_of(result) for result in results(int(many))], sys.stdout)


def owed(many: str) -> None:
    """The inbox and the map at one size; the results as JSON on standard output."""
    _wake()
    from bench.owed import results

    json.dump([vars_of(result) for result in results(int(many))], sys.stdout)


def vars_of(result: object) -> dict[str, object]:
    """The fields of a result."""
    from dataclasses import asdict

    return asdict(result)  # type: ignore[call-overload,no-any-return]


def _wake() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job
    for job in (
        make_ledger,
        read_ledger,
        export,
        prepare_import,
        import_ledger,
        compute_demo,
        render,
        read_paper,
        check,
        make_roster,
        make_pages,
        treat_file,
        count,
        owed,
    )
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
