"""The client's look in a session file: a readable colour, a small clean logo, and nothing else."""

import base64
import io
import os
from contextlib import suppress

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.facilitate.rooms import join
from workbook.cli import main
from workbook.content.problems import ContentError
from workbook.facilitate.look_file import BadLogo, logo_of
from workbook.facilitate.prepare import prepare
from workbook.facilitate.registration import by_slug, store
from workbook.facilitate.session_file import checked_settings, read_session_file
from workbook.facilitate.trouble import Trouble
from workbook.player.parameters import BadParameters
from workbook.store.look import Look
from workbook.store.sessions import SessionSettings
from workbook.view.look import brand, contrast, darker, look_css, readable
from workbook.view.tokens import TOKENS

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


def picture(size=(600, 100), kind="PNG", mode="RGB", noise=False, **saved) -> bytes:
    made = Image.effect_noise(size, 90).convert(mode) if noise else Image.new(mode, size, 60)
    out = io.BytesIO()
    made.save(out, kind, **saved)
    return out.getvalue()


def session_file(folder, look: str, logo: bytes | None = None):
    (folder / "session.yaml").write_text(f"title: De Brug\nclient: Bureau De Brug\nlook:\n{look}\n", "utf-8")
    if logo is not None:
        (folder / "logo.png").write_bytes(logo)
    return folder / "session.yaml"


def refused(file) -> list[str]:
    with pytest.raises(ContentError) as wrong:
        read_session_file(file)
    return [line.removeprefix(f"{file}:") for line in str(wrong.value).splitlines()]


def decoded(uri: str) -> Image.Image:
    kind, _, data = uri.partition(",")
    assert kind == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data, validate=True)))


# -- the logo ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("logo", "size"),
    [
        (picture(), (480, 80)),
        (picture((100, 400)), (40, 160)),
        (picture((30, 20)), (30, 20)),
        (picture(kind="JPEG"), (480, 80)),
        (picture(mode="RGBA"), (480, 80)),
        (picture(mode="P"), (480, 80)),
        (picture(mode="1"), (480, 80)),
        (picture(mode="CMYK", kind="JPEG"), (480, 80)),
        (picture((400, 130), noise=True), (400, 130)),
    ],
    ids="wide tall small jpeg see-through palette black-and-white cmyk noisy".split(),
)
def test_a_picture_becomes_a_small_png(logo, size, tmp_path):
    made = read_session_file(session_file(tmp_path, "  logo: logo.png", logo))
    assert decoded(made.look.logo).size == size
    assert len(made.look.logo) < 120_000
    assert SessionSettings.model_validate_json(made.model_dump_json()) == made


def test_nothing_but_the_picture_is_kept(tmp_path):
    told, exif = PngImagePlugin.PngInfo(), Image.Exif()
    told.add_text("Comment", "<script>alert(1)</script>")
    exif[0x010E] = "gemaakt door Jan"
    for number, logo in enumerate((picture(pnginfo=told, icc_profile=b"profile"), picture(kind="JPEG", exif=exif))):
        (tmp_path / f"{number}.png").write_bytes(logo + b"<script>alert(2)</script>")
        kept = base64.b64decode(logo_of(tmp_path / f"{number}.png").partition(",")[2])
        assert not [word for word in (b"script", b"Jan", b"profile", b"iCCP", b"tEXt", b"eXIf") if word in kept]


def test_a_see_through_logo_stays_see_through(tmp_path):
    for noise in (False, True):
        made = Image.new("RGBA", (400, 100), (0, 0, 0, 0))
        if noise:
            made.paste(Image.effect_noise((200, 100), 99).convert("RGBA"), (200, 0))
        made.save(tmp_path / "logo.png")
        assert decoded(logo_of(tmp_path / "logo.png")).convert("RGBA").getpixel((3, 3))[3] == 0


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        (b"", "is geen PNG of JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "is geen PNG of JPEG"),
        (picture()[:60], "is geen PNG of JPEG"),
        (picture(kind="GIF", mode="P"), "is geen PNG of JPEG"),
        (picture(kind="TIFF"), "is geen PNG of JPEG"),
        (picture((30_000, 30_000), mode="1"), "is te groot"),
        (picture((6000, 5000), mode="1"), "is te groot"),
        (picture() + b"x" * 200_000, "is te groot"),
        (None, "kan niet gelezen worden"),
    ],
    ids="empty svg cut-off gif tiff bomb many-pixels heavy missing".split(),
)
def test_what_is_no_small_picture_is_refused_in_one_sentence(logo, said, tmp_path):
    sentences = refused(session_file(tmp_path, "  logo: logo.png", logo))
    assert len(sentences) == 1
    assert sentences[0].startswith("4: Het logo 'logo.png' ")
    assert said in sentences[0] or (said == "is te groot" and "is geen PNG of JPEG" in sentences[0])


@pytest.mark.parametrize(
    "name", ["../logo.png", "map/logo.png", "/etc/passwd", "..", "map\\\\logo.png", "http://x.example/a.png"]
)
def test_a_logo_of_another_folder_is_refused(name, tmp_path):
    (sentence,) = refused(session_file(tmp_path, f'  logo: "{name}"', picture()))
    assert sentence.startswith("4: ")
    assert "naast het sessiebestand" in sentence


def test_a_folder_or_a_pipe_is_no_logo(tmp_path):
    (tmp_path / "map").mkdir()
    os.mkfifo(tmp_path / "pijp")
    for name in ("map", "pijp"):
        with pytest.raises(BadLogo):
            logo_of(tmp_path / name)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("logo") / "logo.png"
    for head in (b"", picture((8, 8))[:40], picture((8, 8), kind="JPEG")[:60]):
        path.write_bytes(head + found)
        with suppress(BadLogo):  # the only way out other than a picture
            assert logo_of(path).startswith("data:image/png;base64,")


# -- the colour -------------------------------------------------------------------------------------------------------


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0B5F66", "#FFFFFF") == pytest.approx(7.4, abs=0.1)


@given(COLOURS)
def test_a_colour_that_is_taken_can_be_read_everywhere_it_stands(colour):
    shade = darker(colour)
    assert readable(shade) >= 4.5
    assert shade == colour or readable(colour) < 4.5
    css = look_css(SessionSettings(slug="x", title="X", themes=("a",), look=Look(colour=shade)))
    told = dict(part.split(":") for part in css.split(";"))
    assert told["--accent"] == shade
    for ground in ("#FFFFFF", TOKENS["paper"], told["--accent-soft"]):
        assert contrast(shade, ground) >= 4.5
    assert contrast("#FFFFFF", told["--accent-deep"]) >= 4.5


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ('  colour: "#FFCC00"', "4: De kleur '#FFCC00' is te licht"),
        ('  colour: "#777777"', "4: De kleur '#777777' is te licht"),
        ("  colour: #0B5F66", "4: De kleur is leeg. Zet hem tussen aanhalingstekens"),
        ("  colour: rood", "4: 'rood' is geen kleur. Schrijf een hekje"),
        ('  colour: "#0B5F66;} body{display:none"', "4: '#0B5F66;} body{display:none' is geen kleur."),
        ("  colour: [1]", "4: "),
        ("  kleur: rood", "4: Het veld 'kleur' bestaat hier niet"),
        ("  logo: [1]", "4: "),
        ("  - rood", "4: "),
    ],
)
def test_a_look_that_cannot_be_is_refused_in_one_sentence(look, said, tmp_path):
    (sentence,) = refused(session_file(tmp_path, look))
    assert sentence.startswith(said) or (said == "4: " and sentence[:2] in ("3:", "4:"))


def test_a_pale_colour_is_answered_with_the_first_that_can_be_read(tmp_path):
    (sentence,) = refused(session_file(tmp_path, '  colour: "#FFCC00"'))
    better = darker("#FFCC00")
    assert f'"{better}"' in sentence
    assert read_session_file(session_file(tmp_path, f'  colour: "{better}"')).look.colour == better


def test_everything_that_is_wrong_is_said_at_once(tmp_path):
    sentences = refused(session_file(tmp_path, '  colour: "#FFFFFF"\n  logo: weg.png\nmin_group: 2'))
    assert [line[:2] for line in sentences] == ["4:", "5:", "6:"]


def test_without_a_file_a_logo_is_a_picture_already(tmp_path):
    (tmp_path / "logo.png").write_bytes(picture())
    logo = logo_of(tmp_path / "logo.png")
    assert checked_settings({"title": "X", "look": {"logo": logo}}).look.logo == logo
    for wrong in ("logo.png", "data:image/svg+xml;base64,AAAA", f'{logo}" onerror="alert(1)', "javascript:alert(1)"):
        with pytest.raises(BadParameters, match="Dit is geen logo"):
            checked_settings({"title": "X", "look": {"logo": wrong}})


# -- in the session ---------------------------------------------------------------------------------------------------


def test_no_look_is_the_workbooks_own(content):
    settings = checked_settings({"title": "X"})
    assert (look_css(settings), set(brand(settings).values()), set(brand(None).values())) == ("", {""}, {""})
    older = settings.model_dump_json(exclude={"look"})  # as a session of an earlier version was kept
    assert SessionSettings.model_validate_json(older) == settings


def test_a_wrong_look_leaves_no_session_and_no_notebook(home, tmp_path):
    done = CliRunner().invoke(main, ["prepare", str(session_file(tmp_path, "  logo: weg.png"))], catch_exceptions=False)
    assert (done.exit_code, done.output.count("\n"), home.exists()) == (1, 1, False)


def test_the_look_may_change_after_the_first_answers_and_nothing_else(content, tmp_path):
    made = prepare(read_session_file(session_file(tmp_path, '  colour: "#0B5F66"')))
    join(store(), made.session, content, 1, themes=["anti-verkopen"])
    again = read_session_file(session_file(tmp_path, '  colour: "#7A2E5D"\n  logo: logo.png', picture()))
    prepare(again, again=True)
    assert by_slug(store(), "de-brug").settings.look == again.look
    with pytest.raises(Trouble, match="title"):
        prepare(again.model_copy(update={"title": "Anders", "look": Look()}), again=True)
    assert by_slug(store(), "de-brug").settings.look == again.look
