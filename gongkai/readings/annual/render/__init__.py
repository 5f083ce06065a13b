"""The report on paper: one composition, five files."""
