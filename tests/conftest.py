"""What all tests share: no state of this machine, Dutch messages, a database of their own."""

from pathlib import Path

import pytest
from hypothesis import settings

from workbook.exercises import load_content
from workbook.store.engine import open_store

ROOT = Path(__file__).resolve().parents[1]

# The same examples for everybody; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("workbook", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("workbook")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The state folder of this test; nothing of the machine's own settings counts."""
    for name in "DATABASE_URL DATA BASE_URL PUBLIC_URL LAN_PORT".split():
        monkeypatch.delenv(f"WORKBOOK_{name}", raising=False)
    for name in ("HTTP_X_WORKBOOK_USER", "SCRIPT_NAME", "QUERY_STRING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "var"))
    monkeypatch.setenv("WORKBOOK_LANGUAGE", "nl")
    return tmp_path / "var"


@pytest.fixture
def engine(home):
    """A fresh database file."""
    opened = open_store()
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def content():
    """All content that is shipped."""
    return load_content(ROOT / "data")
