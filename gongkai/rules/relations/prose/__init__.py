"""The sentences of a report read as quantities, and what they say about one another and about the table."""
