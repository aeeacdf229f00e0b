"""Kernels in tens of milliseconds: forked from one warm process in which their imports are done already."""

from collections.abc import Iterable
from concurrent.futures import Future
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory

from warmkernel import zygote
from warmkernel.pages import PageProcess, PageRecipe, Pages
from warmkernel.provisioner import WarmProvisioner
from warmkernel.recipe import NotWarm, Recipe, supported
from warmkernel.zygote import close_all

__all__ = [
    "NAME",
    "NotWarm",
    "PageProcess",
    "PageRecipe",
    "Pages",
    "Recipe",
    "WarmProvisioner",
    "close_all",
    "configure",
    "register",
    "supported",
    "warm_up",
]

NAME = "warm-provisioner"


def register() -> None:
    """Make the provisioner known to jupyter_client in this process, also where the package was not installed."""
    entry = EntryPoint(NAME, "warmkernel:WarmProvisioner", KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners.setdefault(NAME, entry)


def configure(config: Any, preload: Iterable[str], watch: Iterable[str] = ()) -> None:
    """Set on a traitlets config that kernels without a provisioner of their own come from a warm process."""
    register()
    config.KernelProvisionerFactory.default_provisioner_name = NAME
    config.WarmProvisioner.preload = list(preload)
    config.WarmProvisioner.watch = list(watch)


def warm_up(config: Any) -> "Future[int]":
    """Start the warm process that this config names, ahead of the first kernel; not waiting for it.

    The result is its pid; NotWarm is raised where there is none, and kernels then start the ordinary way.
    """
    recipe = WarmProvisioner(config=config).recipe
    return zygote.in_turn(lambda: zygote.zygote_for(recipe).pid)
