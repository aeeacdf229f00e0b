"""Secrets and codes: what opens a door, and how little of it is kept."""

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from workbook.content.places import home_dir

JOIN_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no 0 O 1 I L
RESUME_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I L O U
RESUME_LENGTH = 13  # 65 bits
PAIR_LENGTH = 8  # 39 bits, for a day at most


@dataclass(frozen=True)
class Secrets:
    """The keys of this installation; they live beside the database, never in it."""

    cookie: str
    resume: str
    trainer: str


def load_secrets() -> Secrets:
    """The keys in the home folder, made at first use (readable by the owner only)."""
    path = home_dir() / "secrets.json"
    if not path.exists():
        _make(path)
    return Secrets(**json.loads(path.read_text("utf-8")))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Secrets(secrets.token_hex(32), secrets.token_hex(32), secrets.token_urlsafe(24))  # 24 bytes: 192 bits
    number, name = tempfile.mkstemp(dir=path.parent, prefix="secrets.")  # readable by the owner only
    draft = Path(name)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        json.dump(asdict(made), file)
    try:
        os.link(draft, path)  # the first of two processes wins, the other reads what it made
    except FileExistsError:
        pass
    except OSError:
        os.replace(draft, path)
        return
    draft.unlink()


def new_join_code() -> str:
    """A join code of six signs."""
    return "".join(secrets.choice(JOIN_SIGNS) for _ in range(6))


def shown_code(code: str) -> str:
    """A join code as people read it: two groups of three."""
    return f"{code[:3]} {code[3:]}"


def typed_join_code(text: str) -> str:
    """What somebody typed, as a join code: spaces, hyphens and case do not count."""
    return "".join(sign for sign in text.upper() if sign in JOIN_SIGNS)[:7]


def new_resume_code() -> str:
    """A resume code of 13 signs; shown once, kept as `resume_mac` only."""
    return "".join(secrets.choice(RESUME_SIGNS) for _ in range(RESUME_LENGTH))


def shown_resume_code(code: str) -> str:
    """A resume code in groups: ABCD-EFGH-JKMNP."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def typed_resume_code(text: str) -> str:
    """What somebody typed, as a resume code: O reads as 0, I and L as 1 (Crockford)."""
    upper = text.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return "".join(sign for sign in upper if sign in RESUME_SIGNS)


def new_pair_code() -> str:
    """A code of eight signs with which two people find each other; shown once, kept as `pair_mac` only."""
    return "".join(secrets.choice(JOIN_SIGNS) for _ in range(PAIR_LENGTH))


def typed_pair_code(text: str) -> str:
    """What somebody typed, as a pair code: spaces, hyphens and case do not count."""
    return "".join(sign for sign in text.upper() if sign in JOIN_SIGNS)[: PAIR_LENGTH + 1]


def shown_pair_code(code: str) -> str:
    """A pair code in two groups: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def pair_mac(code: str, key: str) -> str:
    """The HMAC-SHA-256 of a pair code; not that of a resume code with the same signs."""
    return resume_mac(f"pair {code}", key)


def resume_mac(code: str, key: str) -> str:
    """The HMAC-SHA-256 of a resume code: all that is kept of it."""
    return hmac.new(bytes.fromhex(key), code.encode(), hashlib.sha256).hexdigest()


def projector_token(session_id: str) -> str:
    """What stands in the address of a session's projector page: it opens that page and nothing else."""
    mac = hmac.new(bytes.fromhex(load_secrets().cookie), f"projector:{session_id}".encode(), hashlib.sha256)
    return f"{session_id}-{mac.hexdigest()[:32]}"
