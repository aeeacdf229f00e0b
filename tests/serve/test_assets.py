"""The files that browsers keep, and the policy that says which scripts may run."""

import gzip
import re

import pytest

from tests.serve.running import NOTEBOOK, Phone
from tests.serve.test_trainer_app import log_in
from workbook.serve.assets import NAMES, asset
from workbook.serve.policy import inline_scripts, policy


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_compressed_and_kept_for_ever(name, phone):
    found = phone.get(f"/{asset(name).address}", headers={"Accept-Encoding": "gzip"}, stream=True)
    assert gzip.decompress(found.raw.read(decode_content=False)) == asset(name).content
    assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (found.headers["Content-Encoding"], found.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert found.headers["Content-Type"].startswith("text/css" if name.endswith("css") else "text/javascript")
    assert "Set-Cookie" not in found.headers


def test_whoever_cannot_unpack_gets_it_as_it_is(phone):
    found = phone.get(f"/{asset('core.js').address}", headers={"Accept-Encoding": "identity"})
    assert found.content == asset("core.js").content
    assert "Content-Encoding" not in found.headers


@pytest.mark.parametrize("path", ["/stijl/000000000000.js", "/stijl/core.js", "/stijl/", "/stijl/..%2fcore.js"])
def test_another_address_has_nothing(path, phone):
    assert phone.get(path).status_code == 404


def test_nothing_of_the_stock_front_end_is_left_to_ask_for(phone):
    for path in ("/voila/static/voila.js", "/voila/templates/lab/static/voila.js", "/voila/api/themes/x/index.css",
                 "/voila/labextensions/anywidget/package.json"):  # fmt: skip
        assert phone.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/mijn/print", "/mijn", NOTEBOOK])
def test_every_script_inside_a_page_is_known_to_the_policy(path, phone):
    page = phone.get(path)
    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL) + re.findall(r'onclick="(.*?)"', page.text)
    assert set(scripts) <= set(inline_scripts())
    assert page.headers["Content-Security-Policy"] == policy()
    assert not re.search(r"\son(?!click)[a-z]+=", page.text)


def test_the_policy_makes_no_script_out_of_text():
    script = re.search(r"script-src ([^;]*);", policy()).group(1)
    assert not re.search("unsafe-eval|unsafe-inline|blob:|data:|http", script)
    assert not any("{{" in one or "{%" in one for one in inline_scripts()), "its hash would differ from page to page"


def test_the_trainers_files_are_behind_the_key(trainers_app):
    trainer = Phone(trainers_app)
    address = f"/{asset('core.js').address}"
    assert trainer.get(address, allow_redirects=False).status_code == 302
    log_in(trainer, trainers_app.secrets.trainer)
    assert trainer.get(address).content == asset("core.js").content


def test_pages_before_a_notebook_fetch_its_files_ahead(phone):
    for name in ("core.js", "page.js"):
        assert f'<link rel="modulepreload" href="/{asset(name).address}">' in phone.get("/").text
