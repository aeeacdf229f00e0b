"""A page that came from a page process, in a browser: when its kernel was killed it opens anew, where it was."""

from collections.abc import Callable

import psutil
import pytest

import warmkernel
from tests.browser.conftest import Serve, Visitor, comes_back_after_its_kernel_died, open_theme, press, until

pytestmark = pytest.mark.skipif(bool(warmkernel.supported()), reason=warmkernel.supported())


def from_a_page(server: Serve) -> list[int]:
    """The kernels whose parent is a page process: a fork of the warm process, as they are forks of it."""
    forks = [psutil.Process(pid).parents()[:2] for pid in server.kernels()]
    found = zip(server.kernels(), forks, strict=False)
    return [pid for pid, (_, above) in found if "warmkernel.server" in above.cmdline()]


def test_a_ready_page_opens_anew_after_its_kernel_was_killed(served: Serve, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page

    def ready() -> bool:
        open_theme(page, served, "04_overdragen")
        return bool(from_a_page(served))

    until(ready, "the page is ready")
    comes_back_after_its_kernel_died(page, served, "Wat houdt jou tegen?")
    press(page, "Sla over")  # it hears us again
