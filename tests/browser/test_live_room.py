"""A trainer, a projector and three phones go through C1 and a dialogue together, and whatever happens to a phone or to
the trainer, the room goes on."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, WebSocket

from tests.browser.conftest import LAPTOP, Serve, Visitor, answer_everything, press, saved, serious_violations, until
from workbook.content.loading import walk
from workbook.content.models import Note
from workbook.content.text import Text
from workbook.exercises import load_content
from workbook.player.vote import place_here, vote_of
from workbook.store import participants, responses, sessions, stages, walks
from workbook.store.sessions import Session

C1, D4 = "c1-rolkiezer", "d4-overdrachtsgesprek"
SCENES = 8
SCREEN = {"width": 1920, "height": 1080}


@dataclass
class Phone:
    """A phone in the room, with everything that ever came to it over a websocket or as a page."""

    visitor: Visitor
    frames: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("websocket", self._listen)

    @property
    def page(self) -> Page:
        return self.visitor.page

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(_as_text(frame)))

    @property
    def heard(self) -> str:
        return "\n".join([*self.frames, self.page.content()])


def _as_text(frame: str | bytes) -> str:
    text = frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
    return text.encode().decode("unicode_escape", "replace") if "\\u" in text else text


def secrets_of(exercise_id: str) -> set[str]:
    """What the makers say about answers, and what only a result says."""
    found: set[str] = set()
    for _, model in walk(load_content().exercises()[exercise_id]):
        said = getattr(model, "feedback", None)
        texts = [said] if isinstance(said, Text) else []
        texts += [model.text] if isinstance(model, Note) else []
        found |= {text.in_(language) for text in texts for language in ("nl", "en")}
    return found


def told(phone: Phone, exercise_id: str) -> list[str]:
    heard = phone.heard
    return [secret for secret in secrets_of(exercise_id) if secret in heard or json.dumps(secret)[1:-1] in heard]


def open_desk(served: Serve, visitor: Callable[..., Visitor], title: str) -> Page:
    desk = visitor(LAPTOP).page
    enter(desk, served, title)
    return desk


def enter(desk: Page, served: Serve, title: str) -> None:
    desk.goto(served.trainer_address)
    if desk.locator("#key").count():
        desk.fill("#key", served.key())
        desk.keyboard.press("Enter")
    desk.wait_for_selector(".wb-title")
    card = desk.locator(".wb-box", has=desk.get_by_role("heading", name=title, exact=True))
    card.get_by_role("button", name="Open deze sessie").click()
    desk.wait_for_selector(".is-trainer")


def choose(desk: Page, code: str, name: str) -> None:
    desk.locator(".is-tab", has_text=code).click()
    desk.locator(".wb-box.is-card > h3", has_text=name).wait_for()


def stage_of(served: Serve, session: Session, exercise: str) -> stages.Stage:
    return stages.stages(served.engine(), session.id).get(exercise, stages.Stage())


def key_until(desk: Page, key: str, holds: Callable[[], bool], what: str) -> None:
    """Press a key once and wait for what it does."""
    desk.keyboard.press(key)
    until(holds, what)


def join(served: Serve, session: Session, page: Page) -> None:
    page.goto(f"{served.address}/join/{session.code}")
    page.get_by_text("Je doet mee als").wait_for()


def at(page: Page, title: str) -> None:
    page.locator(".wb-title", has_text=title).wait_for()


def play_c1(page: Page, first: int = 1, last: int = SCENES) -> None:
    for scene in range(first, last + 1):
        page.get_by_text(f"Situatie {scene} van {SCENES}").first.wait_for()
        answer_everything(page, which=scene % 3)
        saved(page)
        press(page, "Leg mijn keuzes vast")
        press(page, "Volgende situatie" if scene < SCENES else "Naar mijn resultaat")


@pytest.fixture
def room(served: Serve) -> Session:
    return served.new_session("levend", "op-stap-met-de-baas", "overdragen")


def test_a_whole_c1_with_everything_that_can_happen_to_phones_and_trainer(
    served: Serve, visitor: Callable[..., Visitor], room: Session
) -> None:
    phones = [Phone(visitor()) for _ in range(2)]
    desk = open_desk(served, visitor, "Sessie levend")
    link = desk.get_by_role("link", name="Open het scherm voor de zaal").get_attribute("href")
    screen = visitor(SCREEN).page
    screen.goto(str(link))
    screen.get_by_text("Aanwezig: 0").wait_for()

    # two arrive; the projector counts; the lobby goes along by itself when the trainer begins
    for phone in phones:
        join(served, room, phone.page)
    screen.get_by_text("Aanwezig: 2").wait_for()
    assert serious_violations(phones[0].page) == []
    assert serious_violations(screen) == []
    phones[0].page.fill("#vraag", "Hoe blijf ik uit de weg?")
    choose(desk, "C1", "Rolkiezer")
    key_until(desk, " ", lambda: stage_of(served, room, C1).state == "prompt", "the prompt")
    for phone in phones:
        at(phone.page, "Rolkiezer")
        assert phone.page.locator("main fieldset").count() == 0
    screen.get_by_text("De telefoons gaan zo open").wait_for()
    question = responses.histories(served.engine(), _person(served, room, "x0-aankomst"), room.id)["x0-aankomst"]
    assert question.current.answers["question"] == "Hoe blijf ik uit de weg?"

    # open: the first plays on, with a reload in the middle; the second loses its connection for 20 seconds
    key_until(desk, " ", lambda: stage_of(served, room, C1).state == "open", "open")
    first, second = (phone.page for phone in phones)
    play_c1(first, 1, 3)
    first.reload()
    play_c1(first, 4)
    second.get_by_text(f"Situatie 1 van {SCENES}").first.wait_for()
    phones[1].visitor.context.set_offline(True)
    answer_everything(second, which=1)
    second.get_by_text("Geen verbinding", exact=False).first.wait_for()
    second.wait_for_timeout(20_000)  # the outage itself, not a wait for something
    phones[1].visitor.context.set_offline(False)
    saved(second)
    play_c1(second)

    # a late joiner is one tap from where the room is
    late = Phone(visitor())
    phones.append(late)
    join(served, room, late.page)
    late.page.get_by_role("link", name="Rolkiezer", exact=False).click()
    at(late.page, "Rolkiezer")
    play_c1(late.page)

    # the trainer's app is killed and started again: the room does not notice, the trainer goes on where it was
    screen.get_by_text("3 van 3 klaar").wait_for()
    desk.close()
    desk = open_desk(served, visitor, "Sessie levend")
    desk.locator(".wb-box.is-card > h3", has_text="Rolkiezer").wait_for()
    key_until(desk, " ", lambda: stage_of(served, room, C1).state == "closed", "closed")
    assert [told(phone, C1) for phone in phones] == [[], [], []]

    # three are not shown: a question for raised hands; with two more the picture is there
    key_until(desk, "Enter", lambda: stage_of(served, room, C1).result, "the result")
    screen.get_by_text("nog te weinig antwoorden", exact=False).wait_for()
    stages.set_state(served.engine(), room.id, C1, "open")
    served.seat_simulated(room, C1, 2)
    stages.set_state(served.engine(), room.id, C1, "closed")
    screen.locator(".wb-chart").first.wait_for()
    assert serious_violations(screen) == []
    smallest = screen.evaluate(
        "Math.min(...[...document.querySelectorAll('.wb-projector *')].filter(e => !e.closest('svg') && e.offsetParent"
        " && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"
        ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 28
    assert [told(phone, C1) for phone in phones] == [[], [], []]  # the room's result is not the key

    # a phone that slept while the key was opened has it when it wakes
    sleeper = first
    sleeper.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})")
    phones[0].visitor.context.set_offline(True)
    desk.get_by_role("button", name="Open de telefoons weer").wait_for()  # it knows that the answers are closed again
    key_until(desk, "Enter", lambda: stage_of(served, room, C1).key, "the key")
    second.get_by_text("zetten die volgens de makers helpen", exact=False).wait_for()
    phones[0].visitor.context.set_offline(False)
    sleeper.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))")
    sleeper.get_by_text("zetten die volgens de makers helpen", exact=False).wait_for()
    assert [phone.visitor.errors for phone in phones] == [[], [], []]


def _person(served: Serve, session: Session, exercise: str) -> str:
    """Whoever answered this exercise in the session."""
    from sqlalchemy import select

    from workbook.store.engine import reading
    from workbook.store.tables import response

    with reading(served.engine()) as connection:
        here = (response.c.session_id == session.id) & (response.c.exercise == exercise)
        return str(connection.scalar(select(response.c.participant_id).where(here)))


def test_the_room_walks_d4_turn_by_turn_and_back_for_another_road(
    served: Serve, visitor: Callable[..., Visitor]
) -> None:
    session = served.new_session("samen", "overdragen")
    phones = [Phone(visitor()) for _ in range(3)]
    desk = open_desk(served, visitor, "Sessie samen")
    screen = visitor(SCREEN).page
    screen.goto(str(desk.get_by_role("link", name="Open het scherm voor de zaal").get_attribute("href")))
    for phone in phones:
        join(served, session, phone.page)
    choose(desk, "D4", "Het overdrachtsgesprek")
    key_until(desk, " ", lambda: stage_of(served, session, D4).state == "prompt", "the prompt")
    desk.get_by_role("button", name="Loop dit gesprek door").click()
    exercise = load_content().exercises()[D4]

    def path() -> walks.Path:
        return walks.walking(served.engine(), session.id, D4) or ()

    place = place_here(exercise, (), "nl")
    for phone in phones:
        phone.page.get_by_text(place.line[:30], exact=False).first.wait_for()
        phone.page.locator("main fieldset input").first.check()
        phone.page.get_by_role("button", name="Stem").click()
        phone.page.get_by_text("Je stem telt").wait_for()
    assert serious_violations(phones[0].page) == []
    screen.get_by_text("3 van 3 gestemd").wait_for()
    desk.get_by_text("te weinig stemmen", exact=False).wait_for()
    _vote(served, session, 2)
    desk.locator("[data-action^='take:']", has_text="· 5").wait_for()
    key_until(desk, "Enter", lambda: stage_of(served, session, D4).result, "the votes on the screen")
    screen.get_by_text("De meeste stemmen: zin 1").wait_for()

    # on to the end by the number keys, then back to the start for the road not taken
    while place_here(exercise, path(), "nl").options:
        before = path()
        desk.locator("[data-action^='take:']").first.wait_for()
        key_until(desk, "1", lambda before=before: len(path()) > len(before), "one line further")  # type: ignore[misc]
        line = place_here(exercise, path(), "nl").line[:25]
        screen.get_by_text(line, exact=False).first.wait_for()
        desk.get_by_text(line, exact=False).first.wait_for()
    for page in (screen, phones[0].page):
        page.get_by_text("De weg van de zaal", exact=False).first.wait_for()
    assert [told(phone, D4) for phone in phones] == [[], [], []]
    desk.get_by_role("button", name="Begin opnieuw en neem een andere weg").click()
    until(lambda: path() == (), "back at the start")
    desk.locator("[data-action^='take:']").nth(1).wait_for()
    key_until(desk, "2", lambda: len(path()) == 1, "another road")
    phones[0].page.reload()
    phones[0].page.get_by_text(place_here(exercise, path(), "nl").line[:25], exact=False).first.wait_for()
    assert [phone.visitor.errors for phone in phones] == [[], [], []]


def _vote(served: Serve, session: Session, count: int) -> None:
    """So many others vote for the first line."""
    engine, exercise = served.engine(), load_content().exercises()[D4]
    here = walks.walking(engine, session.id, D4) or ()
    place = place_here(exercise, here, "nl")
    for _ in range(count):
        person = participants.new_id()
        participants.recognise(engine, person)
        sessions.take_seat(engine, session.id, person)
        vote = vote_of(exercise, here, place)
        responses.save(engine, person, session.id, vote, "choice", place.options[0].value, "a")
        responses.save(engine, person, session.id, vote, "done", True, "b")
