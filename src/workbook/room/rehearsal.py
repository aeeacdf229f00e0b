"""`workbook demo`: a session of made-up people beside a running workbook."""

import threading

import click

from workbook.content.interface import ui
from workbook.content.problems import reader_language
from workbook.content.text import Language
from workbook.exercises import load_content
from workbook.facilitate.registration import store
from workbook.room.crowd import Crowd
from workbook.store import sessions
from workbook.store.clock import now
from workbook.store.secrets import shown_code
from workbook.store.sessions import SessionSettings


class Rehearsal:
    """Makes a session of all themes and lets `people` take part in it, `speed` times as fast as quick readers."""

    def __init__(self, people: int, speed: float, language: Language) -> None:
        self.people, self.speed, self.language = people, speed, language
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Register the session, say how to find it, and let the people come. Raises StoreUnavailable."""
        content, engine = load_content(), store()
        moment = now()
        session = sessions.create(
            engine,
            SessionSettings(
                slug=f"demo-{moment:%m%d-%H%M%S}",
                title=f"{ui('cli.demo-title', self.language)} {moment:%d-%m %H:%M}",
                language=self.language,
                programme="day",
                themes=tuple(content.themes),
            ),
        )
        told = {"people": self.people, "slug": session.settings.slug, "code": shown_code(session.code)}
        click.echo(ui("cli.demo", reader_language(), title=session.settings.title, **told))
        crowd = Crowd(engine, content, session, self.people, self.speed)
        self._thread = threading.Thread(target=crowd.run, args=(self._stop,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let everybody go home."""
        self._stop.set()
        if self._thread:
            self._thread.join(5)

    def until_interrupted(self) -> None:
        """Beside a workbook that runs already: until Ctrl-C."""
        self.start()
        try:
            while self._thread and self._thread.is_alive():
                self._thread.join(1)
        except KeyboardInterrupt:
            self.stop()
