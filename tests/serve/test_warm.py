"""A page's kernel comes from a warm process, which knows no visitor; one switch turns that off."""

import psutil
import pytest

import warmkernel
from tests.serve.running import NOTEBOOK, App, Phone, until


def kernels(app: App) -> list[psutil.Process]:
    """The processes that the app has started, and those that they have."""
    below = psutil.Process(app.process.pid).children(recursive=True)
    return [process for process in below if process.status() != "zombie"]


@pytest.mark.skipif(bool(warmkernel.supported()), reason=warmkernel.supported())
def test_two_visitors_have_kernels_from_one_warm_process(participants_app):
    anna, bram = Phone(participants_app), Phone(participants_app)
    pages = [one.get(NOTEBOOK).text for one in (anna, bram)]
    assert ["kernelId" in page for page in pages] == [True, True]
    (warm,) = [p for p in psutil.Process(participants_app.process.pid).children() if "warmkernel.server" in p.cmdline()]
    assert len(warm.children()) >= 2
    assert anna.person not in str(warm.environ())
    assert anna.person not in pages[1]


def test_the_switch_gives_ordinary_kernels(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBOOK_WARM", "0")
    app = App("participant", tmp_path / "home").start()
    try:
        assert "kernelId" in Phone(app).get(NOTEBOOK).text
        until(lambda: kernels(app), "a kernel runs")
        assert [p for p in kernels(app) if "ipykernel_launcher" in p.cmdline()]
        assert [p for p in kernels(app) if "warmkernel.server" in p.cmdline()] == []
    finally:
        app.stop()
