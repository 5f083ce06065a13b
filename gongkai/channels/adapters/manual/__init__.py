"""人工: the footpath of every road: a person puts the sheet up and proves it."""
