"""The two Voila apps. Each lists every address it answers: what is not here does not exist."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler, _kernel_id_regex
from jupyter_server.utils import url_path_join
from tornado import web  # type: ignore[attr-defined]
from tornado.ioloop import IOLoop, PeriodicCallback
from traitlets import Int, default
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

import warmkernel
from warmkernel import PageProcess
from warmkernel.pages import VARIABLE
from workbook.content.places import config_dir, notebooks_dir
from workbook.content.problems import ContentError
from workbook.exercises import load_content
from workbook.facilitate import warm
from workbook.facilitate.lan import public_url
from workbook.serve import assets, ideas_page, landing, lobby, own_data, projector, take_along, trainer_pages
from workbook.serve.hub import Hub, LiveSocket, participants_channel
from workbook.serve.identity import OwnKernels, ParticipantIdentity, TrainerIdentity
from workbook.serve.plain import PlainPages
from workbook.serve.ready_pages import ReadyPages, visitors_environment
from workbook.store.engine import StoreUnavailable, open_store
from workbook.store.retention import tidy
from workbook.store.secrets import load_secrets

Handlers = list[Any]
TIDY_MS = 6 * 60 * 60 * 1000


class EndKernel(PlainPages):
    """A page that is left ends its own kernel."""

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel of this visitor; anybody else's stays."""
        if kernel_id not in self.kernel_manager.owners:
            self.set_status(204)  # it has ended already
            return
        if not self.authorizer.is_authorized(self, self.current_user, "write", "kernels"):
            raise web.HTTPError(403)
        await self.kernel_manager.shutdown_kernel(kernel_id)
        self.set_status(204)


class NotHere(PlainPages):
    """Everything else."""

    async def prepare(self) -> None:  # type: ignore[override]
        """The guard, where there is one, has already spoken."""
        await super().prepare()
        raise web.HTTPError(404)


class NotebookPage(PlainPages, TornadoVoilaHandler):
    """A notebook's page; what goes wrong before it is there is said plainly, and a full house lets people in later."""

    async def get_generator(self, path: str | None = None) -> AsyncIterator[str]:
        """The HTML: that of a page that is ready, else as Voila makes it."""
        ready: ReadyPages | None = self.settings.get("workbook_pages")
        found = ready.find(path or "", self.request.query) if ready else None
        kernel_id = await self._kernel_of(found[0]) if found else ""
        if found and kernel_id:
            self.set_header("Content-Type", "text/html")
            self.set_header("Cache-Control", "no-store")
            yield kernel_id.join(found[1])
            return
        async for part in super().get_generator(path):
            yield part

    async def _kernel_of(self, process: PageProcess) -> str:
        """A kernel from a page that is ready, bound to this visitor; '' where that did not succeed."""
        environment = {**os.environ, **visitors_environment(self), VARIABLE: process.key}
        kernel_id = await self.kernel_manager.start_kernel(kernel_name="python3", path="", env=environment)
        if self.kernel_manager.get_kernel(kernel_id).provisioner.page == process.key:
            return str(kernel_id)
        await self.kernel_manager.shutdown_kernel(kernel_id, now=True)
        return ""


def behind_proxy(listens: str) -> bool:
    """Whether an app that listens at this address is reached through a proxy on this machine and in no other way."""
    return public_url().startswith("https://") and listens in ("127.0.0.1", "::1", "localhost")


class WorkbookApp(Voila):
    """What both apps share: settings from one file each, a fixed list of addresses, our store."""

    settings_folder = ""

    @property
    def config_file_paths(self) -> list[str]:
        """Only our own settings: a `voila.py` that happens to lie in the working directory is not read."""
        return [str(config_dir() / self.settings_folder)]

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read settings and secrets, open the store. Raises StoreUnavailable."""
        template = str(Path(__file__).parent / "template")
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [template, os.environ.get("JUPYTER_PATH")]))
        super().initialize(argv)
        self.secrets = load_secrets()
        self.cookie_secret = bytes.fromhex(self.secrets.cookie)
        self.engine = open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""))
        os.environ["WORKBOOK_BASE_URL"] = self.base_url
        os.environ.update(assets.for_kernels(self.base_url))
        self.port_retries = 0
        # jupyter_server pings by itself, in milliseconds; tornado takes them for seconds and says so to the trainer
        logging.getLogger("tornado.general").addFilter(lambda said: "websocket_ping_timeout" not in said.getMessage())
        if warm.wanted():
            warmkernel.warm_up(self.config)  # beside the rest; the first page waits for it if it must

    def init_settings(self) -> dict[str, Any]:
        """Voila's settings and ours."""
        settings: dict[str, Any] = super().init_settings()
        hub = Hub(self.engine)
        hub.start()
        settings |= {
            "workbook_engine": self.engine,
            "workbook_secrets": self.secrets,
            "workbook_hub": hub,
            "default_handler_class": NotHere,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Lax"},
            "websocket_ping_interval": 20,
            "websocket_ping_timeout": 20,
        }
        return settings

    def listen(self) -> None:
        """Wait for visitors. Behind a proxy its X-Forwarded headers count; nobody else can reach us to send them."""
        if behind_proxy(self.ip):
            self.app.listen = partial(self.app.listen, xheaders=True)
        super().listen()

    def _own(self) -> Handlers:
        raise NotImplementedError

    def init_handlers(self) -> Handlers:
        """Every address of this app."""
        page = {"voila_configuration": self.voila_configuration}
        render = {**page, "template_paths": self.template_paths, "config": self.config}
        kernel = rf"/api/kernels/{_kernel_id_regex}"
        handlers = [
            *self._own(),
            *assets.HANDLERS,
            ("/live", LiveSocket),
            (kernel, KernelHandler),
            (f"{kernel}/channels", VoilaKernelWebsocketHandler),
            (rf"/voila/api/shutdown/{_kernel_id_regex}", EndKernel),
            (r"/voila/render/(.*\.ipynb)", NotebookPage, render),
            (r"/.*", NotHere),
        ]
        return [(url_path_join(self.base_url, path), *rest) for path, *rest in handlers]


class ParticipantApp(WorkbookApp):
    """The participant app: pages without a kernel, and the notebooks of participants."""

    settings_folder = "participant"
    most_ready_pages = Int(
        config=True,
        help="So many pages are kept ready, run but for who visits; 0 for none. By default WORKBOOK_READY_PAGES or 8.",
    )

    @default("most_ready_pages")
    def _most_of_environment(self) -> int:
        return warm.ready_pages()

    def initialize(self, argv: list[str] | None = None) -> None:
        """As above, with the participants' notebooks as the only root."""
        super().initialize(argv)
        self.root_dir = str(notebooks_dir() / "participant")
        self.identity_provider_class = ParticipantIdentity
        self.authorizer_class = OwnKernels

    def init_settings(self) -> dict[str, Any]:
        """A participant's page hears of its own session. What takes seconds is done before the first one asks."""
        with suppress(ContentError):  # said by `workbook serve` and `workbook check`; a room that runs goes on
            load_content()
        self.tidying = PeriodicCallback(self._tidy, TIDY_MS)
        self.tidying.start()
        pages = ReadyPages(self, self.most_ready_pages)
        IOLoop.current().add_callback(pages.expect_open_sessions)
        own = {"workbook_channel": participants_channel(self.engine), "workbook_pages": pages}
        return super().init_settings() | own

    def _tidy(self) -> None:
        """What was kept long enough goes, also where nobody starts the workbook again for months."""
        with suppress(StoreUnavailable):  # the next time will do
            tidy(self.engine)

    def _own(self) -> Handlers:
        own = (landing, ideas_page, lobby, own_data, projector, take_along)
        return [handler for pages in own for handler in pages.HANDLERS]


class TrainerApp(WorkbookApp):
    """The trainer app: every address asks for the key first."""

    settings_folder = "trainer"

    def initialize(self, argv: list[str] | None = None) -> None:
        """As above, with the trainer's notebooks as the only root."""
        super().initialize(argv)
        self.root_dir = str(notebooks_dir() / "trainer")
        self.identity_provider_class = TrainerIdentity
        self.authorizer_class = OwnKernels

    def init_settings(self) -> dict[str, Any]:
        """A trainer's page hears of everything."""
        return super().init_settings() | {"workbook_channel": lambda _page: "*"}

    def _own(self) -> Handlers:
        return list(trainer_pages.HANDLERS)

    def init_handlers(self) -> Handlers:
        """Every address behind the key, the login page excepted."""
        return [trainer_pages.behind_key(entry) for entry in super().init_handlers()]
