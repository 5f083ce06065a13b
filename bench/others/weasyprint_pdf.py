"""Draw a page as PDF with WeasyPrint."""

import sys

import weasyprint

weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
