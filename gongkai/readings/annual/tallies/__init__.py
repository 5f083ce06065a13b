"""口径 at work: for every tally a query over the records, so that a number and its rows are one and the same."""
