"""Each test begins without a warm process, and leaves none."""

import gc
import tempfile

import pytest

import warmkernel
from warmkernel import saying

reason = warmkernel.supported()


def pytest_collection_modifyitems(items):
    if reason:
        for item in items:
            if "warmkernel" in str(item.path) and "elsewhere" not in item.name:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True)
def _own_warm_process(request, tmp_path, monkeypatch):
    """A short runtime folder: a socket's name has room for some hundred characters."""
    if request.cls is not None:  # the conformance suite keeps one kernel for all its tests
        yield
        return
    warmkernel.close_all()  # one of another folder's tests, in the same process
    saying.forget()
    with tempfile.TemporaryDirectory(prefix="wk-") as folder:
        monkeypatch.setenv("JUPYTER_RUNTIME_DIR", folder)
        monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
        yield
        warmkernel.close_all()
        gc.collect()  # a warm process that was replaced ends with the last object that knows it
