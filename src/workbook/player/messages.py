"""What a browser sends to a page, and what it is told. Whatever a message holds, the page stays."""

import logging
import os
from typing import TYPE_CHECKING, Any

from workbook.content.answers import SHARE, Refused
from workbook.content.interface import ui
from workbook.content.text import LANGUAGES
from workbook.player.visitor import Erased
from workbook.store.engine import StoreUnavailable

if TYPE_CHECKING:
    from workbook.player.page import Page

log = logging.getLogger(__name__)


def handle(page: "Page", message: dict[str, Any]) -> None:
    """Do what one message asks; untrusted input is refused in words, trouble is said in a sentence."""
    kinds = {"answer": _answer, "go": _go, "language": _language, "refresh": _refresh}
    try:
        if message["type"] == "ping":
            page.widget.send({"type": "pong"})
        elif message["type"] in kinds and page.visitor is not None:
            kinds[message["type"]](page, message)
    except Erased:
        page.widget.send({"type": "gone"})
    except StoreUnavailable as error:
        log.error("the store is unavailable: %s", error)
        page.widget.send({"type": "later", "text": ui("refused.store", page.bound().language)})
    except Exception:  # a page never shows a traceback: it says what is kept, the log says what happened
        log.exception("a message could not be handled")
        page.widget.send({"type": "later", "text": ui("refused.store", page.bound().language)})


def _answer(page: "Page", message: dict[str, Any]) -> None:
    key = message.get("key")
    exercise = page.exercise(str(message.get("exercise")))
    try:
        if exercise is None:
            raise Refused("refused.item")
        item = str(message.get("item"))
        if item.startswith(SHARE):
            page.share(exercise, item.removeprefix(SHARE), message.get("value"))
        else:
            page.save(exercise, item, message.get("value"), str(key))
    except Refused as refused:
        text = ui(refused.key, page.bound().language, **refused.values)
        page.widget.send({"type": "refused", "key": key, "text": text})
        return
    page.widget.send({"type": "saved", "key": key})
    page.draw()


def _go(page: "Page", message: dict[str, Any]) -> None:
    steps, wish = page.order, str(message.get("to"))
    target = steps.index(page.at()) + {"next": 1, "back": -1}.get(wish, 0)
    to_room = wish == "now" and page.room.now in steps
    page.bookmark(page.room.now if to_room else steps[min(max(target, 0), len(steps) - 1)])
    page.draw()


def _language(page: "Page", message: dict[str, Any]) -> None:
    if message.get("language") in LANGUAGES:
        page.speak(message["language"])


def _refresh(page: "Page", _message: dict[str, Any]) -> None:
    page.take_news()


def kernel_id() -> str:
    """The id of this kernel, by which the page asks whether it still lives; '' outside a kernel."""
    from ipykernel.connect import get_connection_file
    from ipykernel.kernelapp import IPKernelApp

    if not IPKernelApp.initialized():
        return ""
    name: str = os.path.basename(get_connection_file())
    return name.removeprefix("kernel-").removesuffix(".json")
