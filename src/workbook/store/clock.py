"""The server's clock: UTC without zone, as it is stored."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC).replace(tzinfo=None)
