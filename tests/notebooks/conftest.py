"""Kernels of these tests come from one warm process, chosen by configuration as its README says."""

from collections.abc import Iterator

import pytest
from jupyter_client.provisioning import KernelProvisionerFactory

import warmkernel
from workbook.facilitate import warm


@pytest.fixture(scope="session", autouse=True)
def warm_kernels() -> Iterator[None]:
    """The default provisioner of this process, and what it imports ahead."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", warmkernel.NAME)
        patch.setenv("WARMKERNEL_PRELOAD", " ".join(warm.PRELOAD))
        KernelProvisionerFactory.clear_instance()
        yield
    KernelProvisionerFactory.clear_instance()
