"""As many pages as the machine holds: known before the first visitor, and never none."""

import resource

import zmq
from hypothesis import given
from hypothesis import strategies as st

from workbook.serve import capacity
from workbook.serve.capacity import FEWEST, MOST, SHARE, WARM_MB, kernels_that_fit
from workbook.serve.kernels import OwnedKernels


@given(st.floats(0, 10**6), st.integers(0, 10**6), st.booleans())
def test_never_more_than_fit_and_never_none(free, files, warm):
    found = kernels_that_fit(warm, free, files)
    assert FEWEST <= found <= MOST
    assert found == FEWEST or found * WARM_MB <= free * SHARE
    assert kernels_that_fit(False, free, files) <= kernels_that_fit(True, free, files)


def test_a_small_container_holds_less_than_its_machine(tmp_path, monkeypatch):
    (tmp_path / "memory.max").write_text(str(2**30))
    (tmp_path / "memory.current").write_text(str(2**29))
    monkeypatch.setattr(capacity, "_CGROUP", tmp_path)
    assert capacity.free_memory_mb() <= 512
    (tmp_path / "memory.max").write_text("max\n")
    assert capacity.free_memory_mb() > 0


def test_few_open_files_are_more_where_the_system_lets_us():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        assert capacity.open_files() == (hard if hard != resource.RLIM_INFINITY else 2**16)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_as_many_sockets_fit_as_a_full_house_needs():
    """ZeroMQ's own default is 1,023 in all; a kernel takes six."""
    kernels = OwnedKernels()
    opened = [kernels.context.socket(zmq.DEALER) for _ in range(6 * 250)]
    assert len(opened) == 1500
    for one in opened:
        one.close(0)
