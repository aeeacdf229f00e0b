"""Participants' pages that are already there: notebook run and HTML made; a visitor's kernel takes in who it is."""

import asyncio
import logging
import os
import re
import uuid
import weakref
from collections.abc import AsyncIterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from jupyter_server.base.handlers import JupyterHandler
from tornado.httputil import split_host_and_port
from voila._version import __version__ as voila_version
from voila.notebook_renderer import NotebookRenderer
from voila.utils import ENV_VARIABLE, get_page_config

from warmkernel import NotWarm, PageProcess, PageRecipe, Pages, WarmProvisioner
from workbook.content.problems import ContentError
from workbook.exercises import load_content
from workbook.facilitate import warm
from workbook.serve.landing import notebook_of
from workbook.store import sessions
from workbook.store.engine import StoreUnavailable

if TYPE_CHECKING:
    from workbook.serve.apps import WorkbookApp

log = logging.getLogger(__name__)
VISITOR = "visitor"  # the tag of the cell in which a notebook takes in who is visiting
_NAME = re.compile(r"[\w-]{1,100}\.ipynb")
_ANY_THEME = "theme.ipynb"
# Who opens a page to try it: somebody whose answers are kept, in a database that is gone with the kernel.
_NOBODY = (("HTTP_X_WORKBOOK_USER", "0" * 48), ("WORKBOOK_DATABASE_URL", "sqlite://"))
Html = list[str]  # the page, cut where the id of a kernel stands


class ReadyPages:
    """The pages of an app that are ready, by notebook and theme; made when they are first asked for, or expected.

    Sector, own cases and options, language, session and person come in with the visitor: what they shape costs a few
    milliseconds. At most `most` pages are kept; 0 keeps none, and every page is made anew for its visitor.
    """

    def __init__(self, app: "WorkbookApp", most: int) -> None:
        self._app = app
        self._most = most if warm.wanted() else 0
        self._pages = Pages(most)
        self._html: weakref.WeakKeyDictionary[PageProcess, Html] = weakref.WeakKeyDictionary()
        self._without: weakref.WeakSet[PageProcess] = weakref.WeakSet()  # their HTML could not be made: said once
        self._coming: dict[PageRecipe, asyncio.Task[None]] = {}

    def find(self, notebook: str, query: str) -> tuple[PageProcess, Html] | None:
        """The page at this address where it is ready. Where it is not it is made, for those who come later."""
        recipe = self._recipe(notebook, query)
        if recipe is None:
            return None
        process = self._pages.ready(recipe)
        if process is not None and process in self._html:
            return process, self._html[process]
        if process not in self._without:
            self._expect(recipe)
        return None

    def expect(self, theme_id: str) -> None:
        """Make the page of this theme ready: somebody is about to open it."""
        theme = load_content().themes.get(theme_id)
        if theme is not None:
            _, _, name = notebook_of(theme).rpartition("/")
            known = (name, "") if name.endswith(".ipynb") else (_ANY_THEME, f"thema={theme_id}")
            self.find(*known)

    def expect_session(self, session: sessions.Session) -> None:
        """Make the pages of a session ready: where the room is first, then where it will be brought all at once."""
        for theme in self._themes(session)[: self._most]:
            self.expect(theme)

    def expect_open_sessions(self) -> None:
        """At the start: make ready what the sessions that are open lead to, as many as are kept."""
        try:
            waiting = [self._themes(session) for session in sessions.all_sessions(self._app.engine) if session.open]
        except (StoreUnavailable, ContentError) as error:
            log.warning("no page is made ready ahead: %s", error)
            return
        by_turns = [theme for themes in zip_longest(*waiting) for theme in themes if theme]
        for theme in list(dict.fromkeys(by_turns))[: self._most]:
            self.expect(theme)

    def _themes(self, session: sessions.Session) -> list[str]:
        content = load_content()
        now = [content.theme_of(session.now).id] if session.now in content.exercises() else []
        return list(dict.fromkeys([*now, *session.settings.themes]))

    def _recipe(self, notebook: str, query: str) -> PageRecipe | None:
        path = Path(self._app.root_dir) / notebook
        if not self._most or not _NAME.fullmatch(notebook) or not path.is_file():
            return None
        theme = parse_qs(query).get("thema", [""])[0] if notebook == _ANY_THEME else ""
        if theme and theme not in load_content().themes:
            return None  # perhaps it has just been written: the notebook itself knows
        environment = {"SCRIPT_NAME": f"/voila/render/{notebook}", "QUERY_STRING": f"thema={theme}" if theme else ""}
        warmed = WarmProvisioner(config=self._app.config).recipe
        return PageRecipe(warmed, str(path), VISITOR, tuple(environment.items()), _NOBODY)

    def _expect(self, recipe: PageRecipe) -> None:
        if recipe not in self._coming:
            self._coming[recipe] = asyncio.get_running_loop().create_task(self._make(recipe))

    async def _make(self, recipe: PageRecipe) -> None:
        try:
            process = await asyncio.wrap_future(self._pages.make(recipe))
            try:
                self._html[process] = await self._render(os.path.basename(recipe.notebook), process)
            except Exception:
                self._without.add(process)
                log.exception("the page of %s is made anew for each visitor", recipe.notebook)
        except NotWarm:
            return  # the log has it already
        finally:
            self._coming.pop(recipe, None)

    async def _render(self, notebook: str, process: PageProcess) -> Html:
        """The page as Voila makes it, with what the page process put out. No request is at hand, and no visitor."""
        app, settings = self._app, self._app.app.settings
        known = {"base_url": app.base_url, "settings": settings, "voila_configuration": app.voila_configuration}
        page_config, hook = get_page_config(log=app.log, **known), app.voila_configuration.page_config_hook
        if hook:
            page_config = hook(page_config, **known, log=app.log, notebook_path=notebook)
        renderer = _Rendering(
            process.outputs,
            request_handler=None,
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=notebook,
            template_paths=app.template_paths,
            config_manager=settings["config_manager"],
            contents_manager=settings["contents_manager"],
            base_url=app.base_url,
            kernel_spec_manager=settings["kernel_spec_manager"],
            page_config=page_config,
            mathjax_config=settings.get("mathjax_config"),
            mathjax_url=settings.get("mathjax_url"),
        )
        await renderer.initialize()
        placeholder = str(uuid.uuid4())
        html: str = await renderer.generate_content_str(placeholder)
        return html.split(placeholder)


def visitors_environment(handler: JupyterHandler) -> dict[str, str]:
    """What a request adds to the environment of its kernel: as Voila does it, for a page that is ready."""
    configuration, request = handler.voila_configuration, handler.request
    host, port = split_host_and_port(request.host.lower())
    base = {
        ENV_VARIABLE.SCRIPT_NAME: request.path,
        ENV_VARIABLE.PATH_INFO: "",
        ENV_VARIABLE.QUERY_STRING: str(request.query),
        ENV_VARIABLE.SERVER_SOFTWARE: f"voila/{voila_version}",
        ENV_VARIABLE.SERVER_PROTOCOL: str(request.version),
        ENV_VARIABLE.SERVER_PORT: str(port) if port else "",
        ENV_VARIABLE.SERVER_NAME: host,
        ENV_VARIABLE.VOILA_PREHEAT: "False",
        ENV_VARIABLE.VOILA_BASE_URL: handler.base_url,
        ENV_VARIABLE.VOILA_SERVER_URL: handler.settings.get("server_url", "/"),
        ENV_VARIABLE.VOILA_REQUEST_URL: request.full_url(),
        ENV_VARIABLE.VOILA_APP_PORT: str(port) if port else "",
    }
    given = ((name, request.headers.get(name)) for name in configuration.http_header_envs)
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in given if value is not None}
    return {str(getattr(name, "value", name)): value for name, value in (base | headers).items()}


class _Rendering(NotebookRenderer):  # type: ignore[misc]
    """Voila's own rendering of a notebook, given what its cells put out instead of a kernel to run them."""

    def __init__(self, outputs: list[list[dict[str, Any]]], **settings: Any) -> None:
        super().__init__(**settings)
        self._outputs = outputs

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: None) -> str:
        return kernel_id

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        from nbformat import from_dict

        left = iter(self._outputs)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [from_dict(output) for output in next(left)]
            yield cell
