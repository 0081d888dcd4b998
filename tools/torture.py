"""Torture: sudden death, full disks, crowds and damage, and whether any acknowledged action is lost by them.

Everything happens in temporary homes, through the real program. The same seed tries the same things; which moment
of a program a death then hits is up to the machine. Exit code 1 if anything did not survive.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torture_page
from torture_crowds import crowd
from torture_damages import damage_databases
from torture_kills import kill_commands, kill_large_actions
from torture_rooms import limit_file_system, limit_files, limit_pages, read_only
from torture_trials import ROUNDS, Torture

PARTS: dict[str, Callable[[Torture], None]] = {
    "kills": kill_commands,
    "large": kill_large_actions,
    "files": limit_files,
    "pages": limit_pages,
    "disk": limit_file_system,
    "read-only": read_only,
    "crowd": crowd,
    "damage": damage_databases,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Try everything; 1 if anything did not survive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, metavar="N", help="what chance begins with; it is printed in the end")
    parser.add_argument("--rounds", choices=ROUNDS, default="full", help="how much is tried (full)")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be repeated")
    parser.add_argument("--write", action="store_true", help="write docs/explanation/torture.md as well")
    options = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    with tempfile.TemporaryDirectory(prefix="careerplan-torture-") as name:
        torture = Torture(Path(name), seed, ROUNDS[options.rounds])
        for part in options.only or PARTS:
            begin = time.perf_counter()
            print(f"\n{part} …", end=" ", file=sys.stderr, flush=True)
            PARTS[part](torture)
            print(f"{time.perf_counter() - begin:.0f} s; so far:", file=sys.stderr)
            print("\n".join(torture_page.table(torture.rows)), file=sys.stderr, flush=True)
        print(torture_page.text(torture))
        if options.write:
            torture_page.PAGE.write_text(torture_page.page(torture), encoding="utf-8")
    return int(not all(each.survived for row in torture.rows for each in row.trials))


if __name__ == "__main__":
    sys.exit(main())
