"""What things cost: each module measures one thing, prints a small table and JSON, and judges nothing."""
