"""An author's folder, the same one for all tests of a run so that the interface texts are read once."""

import pytest

from tests.content.author import GOOD, SOURCES, Author
from workbook import exercises


@pytest.fixture(scope="package")
def desk(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_DATA", "")
        yield Author(tmp_path_factory.mktemp("author"))


@pytest.fixture
def author(desk, home, monkeypatch):
    """The folder with one good theme in it."""
    monkeypatch.setenv("WORKBOOK_DATA", str(desk.data))
    shipped = {"agree-5.yaml", "count-5.yaml", "frequency-5.yaml"}
    for path in (*desk.data.glob("themes/*"), *desk.data.glob("scales/*")):
        if path.name not in shipped:
            path.unlink()
    desk.write(GOOD)
    desk.write(SOURCES, "sources.yaml")
    exercises._load.cache_clear()  # the folder is read once, and here it changes
    yield desk
    exercises._load.cache_clear()
