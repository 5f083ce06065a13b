"""公文和议题: drafting, keeping, comparing and fixing papers; normative papers and their terms."""
