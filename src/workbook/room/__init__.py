"""A live workshop, as the trainer sees it."""
