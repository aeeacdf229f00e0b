"""What a visitor may not: files, Jupyter's own API, somebody else's kernel, code."""

import http.client
import json
import uuid

import pytest
import websocket

from tests.serve.running import Phone, until

# as a client that does not tidy up addresses would send them
PATHS = """
/../../pyproject.toml /..%2f..%2fpyproject.toml /%2e%2e/%2e%2e/etc/passwd //etc/passwd /files/pyproject.toml
/voila/files/00_start.ipynb /voila/files/pyproject.toml /voila/files/..%2f..%2fvar/secrets.json
/voila/static/../../../../etc/passwd /voila/static/..%2f..%2f..%2f..%2fetc%2fpasswd /voila/templates/../../secrets.json
/voila/templates/workbook/static/..%2f..%2f..%2f..%2fapp.py /voila/labextensions/..%2f..%2f..%2f..%2fetc%2fpasswd
/voila/render/../trainer/dashboard.ipynb /voila/render/..%2ftrainer%2fdashboard.ipynb
/voila/render/%2e%2e/trainer/dashboard.ipynb /voila/render/../../../pyproject.toml /voila/render/secrets.json
/voila/render/ /voila/tree /tree /lab /notebooks/00_start.ipynb /edit/00_start.ipynb /view/00_start.ipynb
/nbconvert/html/00_start.ipynb /api /api/contents /api/contents/00_start.ipynb /api/sessions /api/terminals /api/kernels
/api/kernelspecs /api/config/x /api/status /api/spec.yaml /api/me /api/nbconvert /api/security/csp-report
/terminals/websocket/1 /kernelspecs/python3/logo-64x64.png /voila/api/shutdown /voila/query /login /logout
/metrics /static/style/style.min.css /custom/custom.css /favicon.ico /workbook.sqlite /secrets.json /var/secrets.json
""".split()


def raw(app, path: str, method: str = "GET") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=60)
    connection.request(method, path)
    return connection.getresponse()


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_pages(path, participants_app):
    reply = raw(participants_app, path)
    assert reply.status in (301, 302, 400, 403, 404, 405), reply.read()[:200]
    if reply.status in (301, 302):
        assert reply.getheader("Location").startswith("/")
        assert raw(participants_app, reply.getheader("Location")).status in (400, 403, 404)
    body = reply.read()
    assert b"root:" not in body
    assert b"cookie" not in body


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/kernels"), ("POST", "/api/sessions"), ("POST", "/api/terminals"), ("PUT", "/api/contents/x.ipynb"),
     ("POST", "/api/contents"), ("DELETE", "/api/contents/00_start.ipynb"), ("POST", "/api/nbconvert")],
)  # fmt: skip
def test_nothing_is_started_or_written_through_jupyters_api(method, path, phone):
    phone.get("/")
    headers = {"X-XSRFToken": phone.cookies["_xsrf"]}
    assert phone.request(method, path, headers=headers, json={"name": "python3"}).status_code in (403, 404, 405)


def test_a_notebook_that_is_not_there_is_404(phone):
    assert phone.get("/voila/render/bestaat_niet.ipynb").status_code in (400, 404)


def test_no_source_of_a_notebook_is_sent(phone):
    page = phone.get("/voila/render/00_start.ipynb").text
    assert "parameters(globals())" not in page
    assert "WORKBOOK_HOME" not in page


# -- kernels ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def owner(participants_app):
    """A visitor with an open page; `kernel` is its kernel."""
    phone = Phone(participants_app)
    phone.get("/")
    phone.kernel = phone.open()
    return phone


def alive(owner) -> bool:
    return owner.get(f"/api/kernels/{owner.kernel}").status_code == 200


def cookies(phone) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in phone.cookies)


def connect(phone, path, origin=""):
    """A websocket with this browser's cookies."""
    url = phone.app.address.replace("http", "ws") + path
    return websocket.create_connection(
        url, cookie=cookies(phone), origin=origin or phone.app.address, timeout=60, suppress_origin=origin is None
    )


def test_the_owner_may_ask_whether_the_kernel_lives(owner):
    assert alive(owner)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/kernels/{}"), ("DELETE", "/api/kernels/{}"), ("POST", "/api/kernels/{}/interrupt"),
     ("POST", "/api/kernels/{}/restart"), ("POST", "/voila/api/shutdown/{}"), ("GET", "/api/kernels/{}/channels")],
)  # fmt: skip
def test_a_second_visitor_does_not_reach_the_first_ones_kernel(method, path, other, owner):
    other.get("/")
    other.get("/voila/render/../")  # whatever else they looked at
    headers = {"X-XSRFToken": other.cookies.get("_xsrf", "")}
    assert other.request(method, path.format(owner.kernel), headers=headers).status_code in (403, 404)
    assert alive(owner)


def test_without_any_cookie_the_kernel_is_out_of_reach(participants_app, owner):
    assert raw(participants_app, f"/api/kernels/{owner.kernel}").status == 403
    assert raw(participants_app, f"/api/kernels/{owner.kernel}", "DELETE").status == 403
    assert alive(owner)


def test_a_second_visitor_gets_no_channel_to_the_first_ones_kernel(other, owner):
    other.get("/")
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        connect(other, f"/api/kernels/{owner.kernel}/channels")


@pytest.mark.parametrize("path", ["/live", "/api/kernels/{}/channels"])
def test_a_page_of_another_site_gets_no_channel(path, owner):
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        connect(owner, path.format(owner.kernel), origin="https://example.org")


def message(kind: str, **content) -> dict:
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "username": "",
        "session": uuid.uuid4().hex,
        "version": "5.3",
    }
    return {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
        "buffers": [],
    }


def test_code_sent_over_the_websocket_does_not_run(owner, tmp_path):
    victim = tmp_path / "made-by-the-kernel"
    channel = connect(owner, f"/api/kernels/{owner.kernel}/channels")
    code = f"open({str(victim)!r}, 'w').close()"
    for kind, content in (
        ("execute_request", {"code": code, "silent": False, "store_history": True, "allow_stdin": True}),
        ("inspect_request", {"code": "open", "cursor_pos": 4, "detail_level": 1}),
        ("complete_request", {"code": "op", "cursor_pos": 2}),
        ("debug_request", {"command": "evaluate", "arguments": {"expression": code}}),
    ):
        channel.send(json.dumps(message(kind, **content)))
    last = message("kernel_info_request")
    channel.send(json.dumps(last))  # what came before it has been dealt with once this is answered
    replies = []

    def answered() -> bool:
        replies.append(json.loads(channel.recv()))
        return replies[-1]["parent_header"].get("msg_id") == last["header"]["msg_id"]

    until(answered, "the kernel answers")
    kinds = {reply["msg_type"] for reply in replies}
    assert not kinds & {"execute_reply", "execute_input", "inspect_reply", "complete_reply", "debug_reply", "error"}
    assert not victim.exists()
    channel.close()


def test_the_live_channel_says_news_when_the_trainer_opens_something(phone, participants_app):
    from workbook.store import sessions

    here = participants_app.session("nieuws")
    phone.get(f"/join/{here.code}")
    channel = connect(phone, "/live")
    channel.send("hallo? <script>")  # nothing listens
    sessions.open_feedback(participants_app.engine, here.id, "c1-rolkiezer")
    assert channel.recv() == "news"
    channel.close()


def test_leaving_a_page_ends_its_own_kernel(participants_app):
    phone = Phone(participants_app)
    phone.get("/")
    kernel = phone.open()
    headers = {"X-XSRFToken": phone.cookies["_xsrf"]}
    assert phone.post(f"/voila/api/shutdown/{kernel}", headers=headers).status_code == 204
    until(lambda: phone.get(f"/api/kernels/{kernel}").status_code in (403, 404), "the kernel has gone")
