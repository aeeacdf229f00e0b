"""What is kept: participants, sessions, responses; and what a group may show of them (privacy)."""
