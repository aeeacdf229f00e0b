"""What somebody takes along besides the portfolio: the certificate, and reminders for the own calendar."""

import os
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event
from tornado import web  # type: ignore[attr-defined]

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises import load_content
from workbook.player.certificate import work_of
from workbook.player.visitor import Visitor
from workbook.serve.landing import notebook_of
from workbook.serve.web_page import WebPage
from workbook.store.clock import now
from workbook.view.numbers import day as in_words
from workbook.view.numbers import listed

AT, LASTS = time(9, 0), timedelta(minutes=15)  # on the reader's own clock, whatever its zone


class Certificate(WebPage):
    """Deelname en geleverd werk: counts of finished work. The name is typed for the print and goes nowhere."""

    def get(self) -> None:
        """The certificate, or what is still missing for it."""
        work = work_of(Visitor(self.engine, self.me.id, self.language, kept=True, base=self.base_url))
        titles = {theme.id: theme.title.in_(self.language) for theme in load_content().themes.values()}
        lines = [
            ui("certificate.theme", self.language, title=titles[theme], done=done, of=of)
            for theme, done, of in work.themes
        ]
        wanted = {"exercise": work.exercises, "plan": work.plans, "follow-up": work.follow_ups}
        missing = [ui(f"certificate.{name}", self.language) for name, found in wanted.items() if not found]
        self.page(
            "certificate.html.j2",
            lines=lines,
            work=work,
            missing=listed(missing, self.language),
            made=in_words(now().date(), self.language),
        )


class Reminders(WebPage):
    """Three moments for the own calendar, as a file: they hold the address and nothing personal."""

    def get(self, exercise: str) -> None:
        """The file, for an exercise that comes back on later days."""
        content = load_content()
        days: tuple[int, ...] = getattr(content.exercises().get(exercise), "days", ())
        if not days:
            raise web.HTTPError(404)
        public = os.environ.get("WORKBOOK_PUBLIC_URL") or f"{self.request.protocol}://{self.request.host}"
        address = f"{public.rstrip('/')}{self.base_url}{notebook_of(content.theme_of(exercise))}"
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", 'attachment; filename="herinneringen.ics"')
        self.set_header("Cache-Control", "no-store")
        self.finish(calendar(days, address, self.language, now().astimezone().date()))


def calendar(days: tuple[int, ...], address: str, language: Language, today: date) -> bytes:
    """A calendar (RFC 5545) with one moment for each of `days`, counted from `today`.

    The same moment keeps its name (uid), so that fetching the file twice gives no doubles.
    """
    made = Calendar()
    made.add("prodid", "-//Eerlijk verkopen//NL")
    made.add("version", "2.0")
    for number in days:
        begins = datetime.combine(today + timedelta(days=number), AT)
        made.add_component(_moment(number, begins, address, language))
    found: bytes = made.to_ical()
    return found


def _moment(number: int, begins: datetime, address: str, language: Language) -> Event:
    title = ui("reminders.title", language, n=number)
    moment = Event()
    moment.add("uid", f"{uuid5(NAMESPACE_URL, f'{address}#{begins.date()}')}@eerlijk-verkopen")
    moment.add("dtstamp", now())
    moment.add("dtstart", begins)
    moment.add("duration", LASTS)
    moment.add("summary", title)
    moment.add("description", ui("reminders.text", language, n=number, address=address))
    moment.add("url", address)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", title)
    moment.add_component(alarm)
    return moment


HANDLERS = [
    ("/mijn/bewijs", Certificate),
    (r"/mijn/herinneringen/([a-z0-9-]{1,60})\.ics", Reminders),
]
