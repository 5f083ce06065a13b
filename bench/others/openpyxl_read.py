"""Read every row of a workbook with openpyxl in its read-only mode."""

import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1], read_only=True)
rows = sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
if rows < int(sys.argv[2]):
    sys.exit(f"only {rows} rows")
