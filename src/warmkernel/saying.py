"""What the log is told about kernels that do not come from a warm process."""

from traitlets.log import get_logger

_said: set[str] = set()


def say(sentence: str) -> None:
    """Warn, once for each sentence: a room of thirty has the same trouble thirty times."""
    if sentence not in _said:
        _said.add(sentence)
        get_logger().warning(sentence)


def forget() -> None:
    """Say everything again."""
    _said.clear()
