"""The tables. Responses are only ever added; what a person answered is the fold of their responses in order of id."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
VERSION = 4  # of these tables; a change needs a new number and a step in `migrations`

meta = Table(
    "meta", metadata, Column("name", String(20), primary_key=True), Column("value", String(60), nullable=False)
)

participant = Table(
    "participant",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("language", String(2), nullable=False),
    Column("resume_mac", String(64), index=True),
    Column("session_id", String(32)),  # the session this person takes part in now
    Column("created_at", DateTime, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("settings", Text, nullable=False),  # JSON of SessionSettings
    Column("version", Integer, nullable=False, default=0),  # rises with everything that phones must hear of
    Column("now", String(60)),  # the exercise to which the trainer brought the room
    Column("created_at", DateTime, nullable=False),
    Column("closed_at", DateTime),
)

seat = Table(
    "seat",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("pseudonym", String(60), nullable=False),
    Column("joined_at", DateTime, nullable=False),
    UniqueConstraint("session_id", "pseudonym"),
)

response = Table(
    "response",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("session_id", String(32), nullable=False),
    Column("exercise", String(60), nullable=False),
    Column("item", String(120), nullable=False),
    Column("value", Text, nullable=False),  # JSON
    Column("version", String(8), nullable=False),  # of the exercise's content
    Column("key", String(64), nullable=False),  # given by the browser: the same answer sent twice is one response
    Column("at", DateTime, nullable=False),
    UniqueConstraint("participant_id", "key"),
    Index("response_by_person", "participant_id", "session_id", "exercise", "id"),
    Index("response_by_room", "session_id", "exercise", "id"),
    sqlite_autoincrement=True,
)

reveal = Table(
    "reveal",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise", String(60), primary_key=True),
    Column("opened", Boolean, nullable=False),
    Column("upto", Integer, nullable=False),  # the newest response when it was first opened
)

release_block = Table(
    "release_block",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("exercise", String(60), nullable=False),
    Column("made", Integer, nullable=False),  # how many people it was made of
    Column("size", Integer, nullable=False),  # how many it showed at the last look
    Column("upto", Integer, nullable=False),  # answers after this response do not change what was shown
    Column("second_upto", Integer),  # the same for the second round, once enough of these people answered again
    Index("block_by_room", "session_id", "exercise"),
)

release_member = Table(
    "release_member",
    metadata,
    Column("block_id", ForeignKey("release_block.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("shown", Boolean, nullable=False),  # hidden for good once somebody else of the block was erased
)

stage = Table(
    "stage",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise", String(60), primary_key=True),
    Column("state", String(10), nullable=False),  # prompt, open, closed or done
    Column("result", Boolean, nullable=False),  # whether the room sees its own result
    Column("picture", Integer, nullable=False),  # which picture of the result the projector shows, counted from 0
    Column("second_from", Integer),  # the newest response when the second round began
    Column("opened_at", DateTime),
    Column("timer_ends", DateTime),  # when the time that the trainer gave is over; it closes nothing
    Column("timer_seconds", Integer),  # how much time that was
)

run = Table(
    "run",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("started_at", DateTime, nullable=False),  # when the trainer started the clock of the programme
)

walk = Table(
    "walk",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise", String(60), primary_key=True),
    Column("path", Text, nullable=False),  # JSON: the ids of the lines that the room took, in order
    Column("active", Boolean, nullable=False),
)

share = Table(
    "share",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("exercise", String(60), nullable=False),
    Column("item", String(120), nullable=False),
    Column("kind", String(10), nullable=False),  # text (for the room) or challenge (for the trainer)
    Column("text", Text, nullable=False),  # as it was when its writer shared it
    Column("state", String(10), nullable=False),  # waiting, shown or put_away
    UniqueConstraint("session_id", "participant_id", "exercise", "item"),
    sqlite_autoincrement=True,
)

pair = Table(
    "pair",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("exercise", String(60), nullable=False),
    Column("code_mac", String(64), index=True),  # of the code until somebody has typed it
    Column("key", String(64), nullable=False),  # of the press that made the code
    Column("made_at", DateTime, nullable=False),
)

pair_member = Table(
    "pair_member",
    metadata,
    Column("pair_id", ForeignKey("pair.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("session_id", String(32), nullable=False),
    Column("exercise", String(60), nullable=False),
    Column("upto", Integer),  # agreed to show what was finished up to this response; nothing while it is empty
    UniqueConstraint("participant_id", "session_id", "exercise"),
)
