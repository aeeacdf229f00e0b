"""`python -m bench`: measure ours beside the others on this machine; tables on the screen, JSON beside them."""

import argparse
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench"


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What was asked on the command line."""
    from bench.plan import BENCHES

    ask = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    ask.add_argument("--quick", action="store_true", help="ours and stock Voila only, six visitors, one round")
    ask.add_argument("--only", nargs="+", choices=BENCHES, default=list(BENCHES), help="only these")
    ask.add_argument("--visitors", type=int, help="in a storm (default 30; quick: 6)")
    ask.add_argument("--rounds", type=int, help="how often everything is done, in turns (default 3; quick: 1)")
    ask.add_argument("--crowd", type=int, help="visitors in the one very large storm (default 200; quick: 0, none)")
    ask.add_argument("--soak", type=int, default=0, help="storm after storm until so many have come (default: none)")
    ask.add_argument("--notebooks", type=int, help="for papermill (default 12; quick: 4)")
    ask.add_argument("--targets", nargs="+", help="only these servers, such as workbook or Panel")
    ask.add_argument("--exercise", default="", help="our page at this exercise instead of the one with most to show")
    ask.add_argument("--out", type=Path, help="the JSON file (default: var/bench/<time>.json)")
    options = ask.parse_args(given)
    usual = {"visitors": (30, 6), "rounds": (3, 1), "crowd": (200, 0), "notebooks": (12, 4)}
    for name, (full, quick) in usual.items():
        if getattr(options, name) is None:
            setattr(options, name, quick if options.quick else full)
    if options.visitors < 1 or options.rounds < 1 or options.notebooks < 2:
        ask.error("at least one visitor, one round and two notebooks")
    return options


def measure(options: argparse.Namespace, home: Path) -> tuple[list[Any], dict[str, Any]]:
    """Do what was asked: what was measured, and about what."""
    from bench import machine, peers
    from bench.figures import Measured
    from bench.heaviest import find
    from bench.plan import BENCHES, Plan, compared, see

    chosen = (options.visitors, options.rounds, options.crowd, options.soak, options.notebooks)
    plan = Plan(
        find(options.exercise), [], *chosen, patience=45 if options.quick else 100, clicks=1 if options.quick else 3
    )
    before = machine.load()
    print(f"machine: {machine.describe()}\nbusy before: {before}\nour theme page: {plan.screen}", flush=True)
    compared(plan, home, None if options.quick else FOLDER / "peers")
    if options.targets:
        plan.targets = [target for target in plan.targets if target.name in options.targets]
    versions = {"ours": machine.versions(), **{name: peers.pinned(name) for name in peers.PEERS}}
    if options.quick:
        versions = {"ours": versions["ours"]}
    versions = {name: found for name, found in versions.items() if name not in plan.left_out}
    for name, found in versions.items():
        print(f"versions, {name}: " + ", ".join(f"{package} {version}" for package, version in found.items()))
    measured: list[Measured] = []
    if "browser" not in options.only and {"storm", "crowd", "soak"} & set(options.only):
        measured += see(plan, 0)  # a browser says which files a visitor fetches
    for name in options.only:
        measured += BENCHES[name](plan)
    after = machine.load()
    print(f"busy after: {after}")
    about: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.describe(),
        "load": {"before": before, "after": after},
        "versions": versions,
        "theme_page": str(plan.screen),
        "asked": {name: str(value) for name, value in vars(options).items() if name != "out"},
        "left_out": plan.left_out,
    }
    return measured, about


def main() -> int:
    """Measure, print, write. Exit status 1 where a visitor of ours was lost."""
    options = arguments()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        for name in [name for name in os.environ if name.startswith("WORKBOOK_")]:
            del os.environ[name]
        os.environ["WORKBOOK_HOME"] = home  # before anything of ours asks where it lives
        measured, about = measure(options, Path(home))
    from bench import report
    from bench.targets import OURS

    report.show(measured)
    for what, why in about["left_out"].items():
        print(f"! left out: {what}: {why}")
    out = options.out or FOLDER / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    report.write(out, measured, about)
    print(f"\n{time.monotonic() - began:.0f} s; every round is in {os.path.relpath(out)}")
    return int(any(one.target == OURS and one.figures.get("lost") for one in measured))


if __name__ == "__main__":
    sys.exit(main())
