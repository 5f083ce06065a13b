"""Programs that run in the peers' own environment; they know nothing of the platform."""
