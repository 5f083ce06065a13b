"""台账导入: one engine for every kind of ledger; what a kind holds is said by the room that it belongs to."""
