"""Both apps, started once for each worker; whoever fills a throttle starts an app of their own."""

import pytest

from tests.serve.running import App, Phone


@pytest.fixture(scope="session")
def participants_app(tmp_path_factory):
    app = App("participant", tmp_path_factory.mktemp("serve")).start()
    yield app
    app.stop()


@pytest.fixture(scope="session")
def trainers_app(tmp_path_factory):
    app = App("trainer", tmp_path_factory.mktemp("trainer")).start()
    yield app
    app.stop()


@pytest.fixture
def phone(participants_app):
    """A browser that was never here."""
    return Phone(participants_app)


@pytest.fixture
def other(participants_app):
    """Another one."""
    return Phone(participants_app)
