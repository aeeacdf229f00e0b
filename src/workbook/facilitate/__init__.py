"""What a facilitator does around a workshop: prepare a session, make its report, keep a backup."""
