"""What the trainer can do with one exercise now: each a button, the usual next ones also a key."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.player.room import Room
from workbook.room.timing import giving_time
from workbook.room.views import Told
from workbook.room.walk_desk import begin
from workbook.store.sessions import Session
from workbook.store.stages import Stage
from workbook.view.blocks import Block, Box, Prose
from workbook.view.inputs import Button

Blocks = tuple[Block, ...]
Style = str


def acts(session: Session, room: Room, chosen: Told, language: Language) -> Blocks:
    """The line that says how far the room is, and the buttons."""
    exercise, stage = chosen.exercise.id, room.stage(chosen.exercise)
    here = session.now == exercise
    if not session.open:
        return ()
    if room.at_once:
        return (Prose(ui("room.at-once", language), "note"), *_bring(exercise, here, language, primary=False))
    if not here and not stage.state:
        return (*_bring(exercise, here, language, primary=True), *_shows(chosen, stage, language, primary=False))
    if exercise in room.walks:
        result, _key = _shows(chosen, stage, language, primary=False)
        return (Box((result, *(_free(language) if here else ())), "actions"),)
    state = Prose(ui(f"room.is.{stage.state or 'free'}", language), "label")
    where: Blocks = () if here else _bring(exercise, here, language, primary=False)
    turn = _turn(chosen, stage, language)
    less = (*begin(chosen.exercise, room, language), *_more(exercise, stage, language))
    return (
        state,
        Box((turn, *_shows(chosen, stage, language, primary=stage.state == "closed")), "actions"),
        *giving_time(chosen.exercise, stage, language),
        *where,
        Box((*less, *(_free(language) if here else ())), "actions"),
    )


def _bring(exercise: str, here: bool, language: Language, primary: bool) -> Blocks:
    if here:
        return (Prose(ui("room.here", language), "label"), *_free(language))
    style = "primary" if primary else "quiet"
    key = " " if primary else "b"
    return (Button(ui("room.bring", language), f"bring:{exercise}", True, style, shortcut=key),)  # type: ignore[arg-type]


def _free(language: Language) -> tuple[Button, ...]:
    return (Button(ui("room.free", language), "free", True, "quiet"),)


def _turn(chosen: Told, stage: Stage, language: Language) -> Button:
    """Open or close the answers: the space bar."""
    exercise = chosen.exercise.id
    if stage.state == "open":
        busy = chosen.progress.started - chosen.progress.done
        ask = ui("room.shut-sure", language, n=busy) if busy > 0 and not stage.second else ""
        return Button(ui("room.shut", language), f"shut:{exercise}", True, "primary", confirm=ask, shortcut=" ")
    label = "room.unlock" if stage.state in ("prompt", "") else "room.unlock-again"
    style = "primary" if stage.state in ("prompt", "") else "quiet"
    return Button(ui(label, language), f"unlock:{exercise}", True, style, shortcut=" ")  # type: ignore[arg-type]


def _shows(chosen: Told, stage: Stage, language: Language, primary: bool) -> tuple[Button, ...]:
    """The room's result and the makers' key, each shown or hidden; Enter takes the usual next one."""
    exercise = chosen.exercise.id
    result = ("hide-result", "room.hide-result") if stage.result else ("result", "room.show-result")
    key = ("hide", "room.hide") if stage.key else ("open", "room.reveal")
    next_one = "key" if stage.result and not stage.key else "result"
    looks = {"result": primary and not stage.result, "key": primary and stage.result and not stage.key}
    busy = chosen.progress.started - chosen.progress.done
    ask = ui("room.still-busy", language, n=busy) if busy > 0 and stage.state in ("", "open") and not stage.key else ""
    return tuple(
        Button(
            ui(label, language),
            f"{act}:{exercise}",
            True,
            "primary" if looks[name] else "quiet",
            confirm=ask if name == "key" else "",
            shortcut="Enter" if name == next_one else "",
        )
        for name, (act, label) in (("result", result), ("key", key))
    )


def _more(exercise: str, stage: Stage, language: Language) -> tuple[Button, ...]:
    """What is needed less often: a second round, finish, start again."""
    found = []
    if stage.state == "closed" and not stage.second:
        found.append(Button(ui("room.second", language), f"second:{exercise}", True, "quiet"))
    if stage.state == "closed":
        found.append(Button(ui("room.finish", language), f"finish:{exercise}", True, "quiet"))
    if stage.state in ("open", "closed", "done"):
        sure = ui("room.reset-sure", language)
        found.append(Button(ui("room.reset", language), f"reset:{exercise}", True, "quiet", confirm=sure))
    return tuple(found)
