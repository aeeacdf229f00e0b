"""A participant's page that is already there: the same page for everybody, and everybody's own answers in it."""

import json
import os
import re
import uuid

import psutil
import pytest
import websocket

import warmkernel
from tests.serve.running import NOTEBOOK, App, Phone, until
from tests.warmkernel.pages_at_work import memory
from workbook.exercises import load_content
from workbook.scoring import Respondent, simulate
from workbook.store.responses import save

pytestmark = pytest.mark.skipif(bool(warmkernel.supported()), reason=warmkernel.supported())
THEME = "/voila/render/theme.ipynb?thema={}"


def page_processes(app: App) -> list[psutil.Process]:
    """Forks of the warm process that have children: kernels have none."""
    warm = [p for p in psutil.Process(app.process.pid).children() if "warmkernel.server" in p.cmdline()]
    return [fork for process in warm for fork in process.children() if fork.children()]


def ready(app: App, address: str = NOTEBOOK) -> None:
    """Visit until the page comes from a page process; whoever looked leaves again."""

    def visited() -> bool:
        phone = Phone(app)
        before = {kernel.pid for page in page_processes(app) for kernel in page.children()}
        kernel = phone.open(address)
        found = {kernel.pid for page in page_processes(app) for kernel in page.children()} - before
        phone.post(f"/voila/api/shutdown/{kernel}", headers={"X-XSRFToken": phone.cookies["_xsrf"]})
        return bool(found)

    until(visited, "the page is ready")


class Reader:
    """The part of a browser that shows widgets: it asks the kernel for their states."""

    def __init__(self, phone: Phone, address: str = NOTEBOOK) -> None:
        self.phone = phone
        self.html = phone.get(address).text
        self.kernel = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', self.html).group(1)
        self.model = re.findall(r'"model_id": ?"([0-9a-f]{32})"', self.html)[-1]
        cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in phone.cookies)
        url = phone.app.address.replace("http", "ws") + f"/api/kernels/{self.kernel}/channels"
        self.channel = websocket.create_connection(url, cookie=cookie, origin=phone.app.address, timeout=60)

    def send(self, kind: str, **content) -> None:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": "a", "version": "5.3"}
        empty = {"parent_header": {}, "metadata": {"version": "1.0.0"}, "buffers": []}
        self.channel.send(json.dumps({"header": header, "content": content, "channel": "shell", **empty}))

    def hear(self, wanted):
        """The first data of a comm in which `wanted` finds something."""
        while True:
            message = json.loads(self.channel.recv())
            if message["msg_type"] == "comm_msg" and (found := wanted(message["content"]["data"])) is not None:
                return found

    def view(self) -> dict:
        comm = uuid.uuid4().hex
        self.send("comm_open", comm_id=comm, target_name="jupyter.widget.control", data={})
        self.send("comm_msg", comm_id=comm, data={"method": "request_states"})
        states = self.hear(lambda data: data["states"] if data.get("method") == "update_states" else None)
        return states[self.model]["state"]["view"]

    def say(self, **content) -> None:
        self.send("comm_msg", comm_id=self.model, data={"method": "custom", "content": content})


@pytest.fixture(scope="module")
def app(participants_app):
    ready(participants_app)
    return participants_app


def test_two_visitors_get_the_same_page_but_for_their_kernel(app):
    anna, bram = Reader(Phone(app)), Reader(Phone(app))
    assert anna.html.replace(anna.kernel, "") == bram.html.replace(bram.kernel, "")
    for one in (anna, bram):
        assert one.phone.person not in one.html
        assert one.view()["owner"] == one.phone.person[:16]
        assert one.view()["kernel"] == one.kernel
        assert "kernelId" in one.html
        assert "page = Page(" not in one.html


def test_everybody_finds_their_own_answers_and_the_browser_is_heard(app):
    exercise = load_content().themes["op-stap-met-de-baas"].exercises[0]
    anna, bram = Phone(app), Phone(app)
    for phone in (anna, bram):
        phone.get("/")
    for number, (item, value) in enumerate(simulate(exercise, Respondent("strong", 0)).items()):
        save(app.engine, anna.person, "", exercise, item, value, f"k-{number}")
    first, second = Reader(anna), Reader(bram)
    for reader in (first, second):
        reader.say(type="go", to="next")
        view = reader.hear(lambda data: data.get("state", {}).get("view"))
        assert bool(view["answers"]) == (reader is first)
        reader.say(type="ping")
        assert reader.hear(lambda data: data.get("content")) == {"type": "pong"}


def test_a_page_process_never_holds_anything_of_a_visitor(app):
    secret = f"nu&geheim={uuid.uuid4().hex}"
    anna = Reader(Phone(app), f"{NOTEBOOK}?{secret}")
    bram = Reader(Phone(app))
    assert anna.view()["blocks"]
    pages = page_processes(app)
    assert pages
    theirs = [kernel.pid for page in pages for kernel in page.children()]
    # not by the person's id: that stands on the same page of the database as everybody's, which SQLite reads whole
    assert len([pid for pid in theirs if secret.encode() in memory(pid)]) == 1
    for page in pages:
        seen = memory(page.pid)
        for word in (anna.phone.person, bram.phone.person, secret, anna.kernel):
            assert word.encode() not in seen
        opened = [os.readlink(f"/proc/{page.pid}/fd/{n}") for n in os.listdir(f"/proc/{page.pid}/fd")]
        assert [name for name in opened if "sqlite" in name] == []


def test_the_theme_in_the_address_is_the_theme_of_the_page(app):
    names = ["slot", "een-klant"]
    for name in names:
        ready(app, THEME.format(name))
    titles = {Reader(Phone(app), THEME.format(name)).view()["theme"] for name in names}
    assert titles == {load_content().themes[name].title.in_("nl") for name in names}
    for odd in ("", "bestaat-niet", "%00", "../x", "slot&thema=een-klant"):
        assert Phone(app).get(THEME.format(odd)).status_code == 200


def test_a_page_takes_in_the_session_and_the_language_of_who_visits(app):
    here = app.session("klaar", sector="retail", language="en")
    anna, bram = Phone(app), Phone(app)
    anna.get(f"/join/{here.code}")
    views = [Reader(phone).view() for phone in (anna, bram)]
    assert [view["language"] for view in views] == ["en", "nl"]
    assert [view["session"] for view in views] == [here.settings.title, ""]


def test_nobody_else_reaches_a_kernel_of_a_page_that_is_ready(app):
    anna, bram = Reader(Phone(app)), Phone(app)
    bram.get("/")
    headers = {"X-XSRFToken": bram.cookies.get("_xsrf", "")}
    assert bram.get(f"/api/kernels/{anna.kernel}").status_code == 403
    assert bram.post(f"/voila/api/shutdown/{anna.kernel}", headers=headers).status_code == 403
    assert anna.phone.get(f"/api/kernels/{anna.kernel}").status_code == 200
    headers = {"X-XSRFToken": anna.phone.cookies["_xsrf"]}
    assert anna.phone.post(f"/voila/api/shutdown/{anna.kernel}", headers=headers).status_code == 204


def test_more_pages_than_one_visitor_may_have_end_the_oldest(app):
    anna = Phone(app)
    kernels = [anna.open() for _ in range(6)]
    status = [anna.get(f"/api/kernels/{kernel}").status_code for kernel in kernels]
    assert status[-4:] == [200] * 4
    assert set(status[:2]) <= {403, 404}


def test_a_full_house_says_so_and_lets_people_in_when_there_is_room(tmp_path):
    app = App("participant", tmp_path / "home", "--OwnedKernels.max_kernels=2").start()
    try:
        ready(app)
        anna, bram, carla = Phone(app), Phone(app), Phone(app)
        kernels = [anna.open(), bram.open()]
        full = carla.get(NOTEBOOK)
        assert full.status_code == 503
        assert full.headers["Retry-After"]
        assert "Traceback" not in full.text
        anna.post(f"/voila/api/shutdown/{kernels[0]}", headers={"X-XSRFToken": anna.cookies["_xsrf"]})
        until(lambda: carla.get(NOTEBOOK).status_code == 200, "there is room")
        assert bram.get(f"/api/kernels/{kernels[1]}").status_code == 200
    finally:
        app.stop()


def test_the_page_to_which_a_join_leads_is_made_ahead_and_nothing_is_left_in_the_end(tmp_path):
    app = App("participant", tmp_path / "home").start()
    try:
        here = app.session("straks", themes=("overdragen",))
        Phone(app).get(f"/join/{here.code}")
        warm = [p for p in psutil.Process(app.process.pid).children() if "warmkernel.server" in p.cmdline()]
        until(lambda: warm[0].children(), "a page process without a kernel")
        phone = Phone(app)
        ready(app, "/voila/render/04_overdragen.ipynb")
        phone.open("/voila/render/04_overdragen.ipynb")
        everybody = psutil.Process(app.process.pid).children(recursive=True)
        assert len(everybody) >= 3
        app.process.kill()
        app.process.wait()
        until(lambda: not any(process.is_running() for process in everybody), "no orphan")
    finally:
        app.process.kill()


def test_a_database_that_cannot_be_used_ends_as_it_did_without_a_ready_page(tmp_path):
    app = App("participant", tmp_path / "home").start()
    try:
        ready(app)
        phone = Phone(app)
        phone.get("/")
        for end in ("", "-wal", "-shm"):
            (app.home / f"workbook.sqlite{end}").unlink(missing_ok=True)
        (app.home / "workbook.sqlite").write_bytes(b"not a database" * 100)
        page = phone.get(NOTEBOOK)
        assert page.status_code in (200, 503)
        assert "Traceback" not in page.text
        assert "WORKBOOK_DATABASE" not in page.text
        assert "model_id" not in page.text
    finally:
        app.stop()


def test_no_ready_pages_where_somebody_turned_them_off(tmp_path):
    app = App("participant", tmp_path / "home", "--ParticipantApp.most_ready_pages=0").start()
    try:
        for _ in range(3):
            assert Reader(Phone(app)).view()["blocks"]
        assert page_processes(app) == []
    finally:
        app.stop()
