"""Voila settings that both apps share (their own are in `config/`)."""

from typing import Any

import warmkernel
from workbook.facilitate import warm
from workbook.serve.kernels import OwnedKernels
from workbook.serve.page_settings import page_config
from workbook.serve.policy import policy


def apply(c: Any) -> None:
    """Set on a traitlets config what holds for participants and trainers alike."""
    c.Voila.open_browser = False
    c.Voila.tornado_settings = {
        "headers": {
            "Content-Security-Policy": policy(),
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }
    }
    c.VoilaConfiguration.template = "workbook"
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.multi_kernel_manager_class = OwnedKernels
    c.VoilaConfiguration.extension_allowlist = []  # the front end is our own
    c.VoilaConfiguration.page_config_hook = page_config
    c.VoilaConfiguration.http_keep_alive_timeout = 10
    # jupyter_client picks a free port and lets go of it again: under load another takes it. Sockets in files do not.
    c.KernelManager.transport = "ipc"
    if warm.wanted():
        warmkernel.configure(c, warm.PRELOAD, warm.watched())
    c.MappingKernelManager.cull_idle_timeout = 45 * 60
    c.MappingKernelManager.cull_interval = 120
    c.MappingKernelManager.cull_connected = False
