"""Write the rows of the benchmark with openpyxl in its write-only mode."""

import sys

import openpyxl

from bench.ledger import HEADINGS, plain_rows

book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("记录")
sheet.append(HEADINGS)
for row in plain_rows(int(sys.argv[2])):
    sheet.append(row)
book.save(sys.argv[1])
