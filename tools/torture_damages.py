"""Databases cut short and with bits turned over: at random, and where SQLite keeps what matters."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from torture_commands import READING, WRITING, Command
from torture_homes import DATABASE, Content, Ended, content_of, files_of, program, run
from torture_trials import Torture, Trial, afterwards, difference

PAGE = 4096
HEADER = 100
FRAME_HEADER, LOG_HEADER = 24, 32
STORE = 5
LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX = 13, 10, 5, 2

WRITERS_OF = 4
"""One of so many writing commands is run on damaged files: they open the database in one way."""

DAY_IN_A_RECORD = re.compile(rb"(?<!\")20\d\d-\d\d-\d\d(?![T\"])")
"""A day, but not one that history or a document holds."""

Damage = Callable[[bytearray, Random], str]
"""Damages the bytes of a file in place, and says how."""


def _flip(raw: bytearray, place: int, chance: Random) -> str:
    bit = chance.randrange(8)
    raw[place] ^= 1 << bit
    return f"bit {bit} of byte {place} turned"


def cut_anywhere(raw: bytearray, chance: Random) -> str:
    """Cut the file short."""
    del raw[chance.randrange(len(raw)) :]
    return f"cut to {len(raw)} bytes"


def cut_at_a_page(raw: bytearray, chance: Random) -> str:
    """Cut the file short at the end of a page, or a byte before or after."""
    del raw[max(0, chance.randrange(1, len(raw) // PAGE) * PAGE + chance.choice((-1, 0, 0, 1))) :]
    return f"cut to {len(raw)} bytes"


def cut_in_the_header(raw: bytearray, chance: Random) -> str:
    """Leave less than the header of the file."""
    del raw[chance.randrange(HEADER + 1) :]
    return f"cut to {len(raw)} bytes"


def flip_anywhere(raw: bytearray, chance: Random) -> str:
    """Turn one bit over."""
    return _flip(raw, chance.randrange(len(raw)), chance)


def flip_in_the_header(raw: bytearray, chance: Random) -> str:
    """Turn one bit of the header over."""
    return "header: " + _flip(raw, chance.randrange(HEADER), chance)


def flip_in_the_first_page(raw: bytearray, chance: Random) -> str:
    """Turn one bit over where the tables are described."""
    return "first page: " + _flip(raw, chance.randrange(HEADER, PAGE), chance)


def flip_in_a_free_page(raw: bytearray, chance: Random) -> str:
    """Turn one bit over in the list of free pages, where there is one."""
    trunk = int.from_bytes(raw[32:36])
    place = (trunk - 1) * PAGE + chance.randrange(16) if trunk else chance.randrange(32, 40)
    return "free pages: " + _flip(raw, place, chance)


def _tree(raw: bytearray, chance: Random) -> tuple[int, int, int]:
    """Return where a page of a tree begins, how long its head is, and how many cells it has."""
    kinds = (LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX)
    page = chance.choice([begin for begin in range(PAGE, len(raw) - PAGE + 1, PAGE) if raw[begin] in kinds])
    head = 8 if raw[page] in {LEAF_TABLE, LEAF_INDEX} else 12
    return page, head, int.from_bytes(raw[page + 3 : page + 5])


def flip_in_the_head_of_a_page(raw: bytearray, chance: Random) -> str:
    """Turn one bit over in what a page of a tree says of itself."""
    page, head, _ = _tree(raw, chance)
    return f"head of page {page // PAGE + 1}: " + _flip(raw, page + chance.randrange(head), chance)


def flip_in_the_pointers_of_a_page(raw: bytearray, chance: Random) -> str:
    """Turn one bit over in where a page of a tree says its cells are."""
    page, head, cells = _tree(raw, chance)
    place = page + head + chance.randrange(max(1, 2 * cells))
    return f"pointers of page {page // PAGE + 1}: " + _flip(raw, place, chance)


def flip_in_the_cells_of_a_page(raw: bytearray, chance: Random) -> str:
    """Turn one bit over in what a page of a tree holds."""
    page, _, _ = _tree(raw, chance)
    begin = min(int.from_bytes(raw[page + 5 : page + 7]), PAGE - 1)
    return f"cells of page {page // PAGE + 1}: " + _flip(raw, page + chance.randrange(begin, PAGE), chance)


def flip_in_a_day(raw: bytearray, chance: Random) -> str:
    """Turn one bit over in a day that a record holds."""
    place = chance.choice([each.start() for each in DAY_IN_A_RECORD.finditer(raw)])
    return "a day: " + _flip(raw, place + chance.randrange(10), chance)


def empty_a_page(raw: bytearray, chance: Random) -> str:
    """Make a page all zeros, as some disks do."""
    page = chance.randrange(len(raw) // PAGE)
    raw[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    return f"page {page + 1} emptied"


def cut_the_log(raw: bytearray, chance: Random) -> str:
    """Cut the log short, anywhere or at the end of a frame."""
    frames = (len(raw) - LOG_HEADER) // (PAGE + FRAME_HEADER)
    at = LOG_HEADER + chance.randrange(frames) * (PAGE + FRAME_HEADER)
    del raw[chance.choice((at, chance.randrange(len(raw)))) :]
    return f"log cut to {len(raw)} bytes"


def flip_in_the_log(raw: bytearray, chance: Random) -> str:
    """Turn one bit of the log over: in its header, in that of a frame, or in a page."""
    frames = (len(raw) - LOG_HEADER) // (PAGE + FRAME_HEADER)
    frame = LOG_HEADER + chance.randrange(frames) * (PAGE + FRAME_HEADER)
    place = chance.choice(
        (
            chance.randrange(LOG_HEADER),
            frame + chance.randrange(FRAME_HEADER),
            frame + FRAME_HEADER + chance.randrange(PAGE),
        )
    )
    return "log: " + _flip(raw, place, chance)


TO_THE_DATABASE: tuple[Damage, ...] = (
    *(cut_anywhere, cut_at_a_page, cut_in_the_header, flip_anywhere, flip_in_the_header, flip_in_the_first_page),
    *(flip_in_a_free_page, flip_in_the_head_of_a_page, flip_in_the_pointers_of_a_page, flip_in_the_cells_of_a_page),
    *(flip_in_the_header, flip_in_the_cells_of_a_page, flip_in_a_day, empty_a_page),
)
TO_THE_LOG: tuple[Damage, ...] = (cut_the_log, flip_in_the_log)
FILES = (TO_THE_DATABASE, TO_THE_DATABASE, TO_THE_DATABASE, TO_THE_LOG)


WAY_BACK = Command(("restore", "{worn.zip}", "--apply"), "unsettled")


@dataclass(frozen=True)
class Damaged:
    """What was done to a home's files, and what SQLite's own check then says of them: nothing, if it finds nothing."""

    home: Path
    how: str
    files: dict[str, bytes]
    content: Content


def damage_databases(torture: Torture) -> None:
    """Damage the database, then the log that holds what is newest, each time with other commands on it."""
    of_log = torture.rounds.damages // 6
    _damage(torture, "a damaged database", torture.rounds.damages - of_log, TO_THE_DATABASE, "worn")
    _damage(torture, "a damaged log (-wal) of the newest actions", of_log, TO_THE_LOG, "unsettled")
    _restore(torture, "the way back: restore over a damaged database", of_log)


def _damaged(torture: Torture, home: Path, table: Sequence[Damage], turn: int) -> Damaged:
    """Damage the files of a home, each turn in another way."""
    path = home / (DATABASE if table is TO_THE_DATABASE else f"{DATABASE}-wal")
    raw = bytearray(path.read_bytes())
    how = table[turn % len(table)](raw, torture.chance("damage", path.name, turn))
    path.write_bytes(raw)
    (home / f"{DATABASE}-shm").unlink(missing_ok=True)
    return Damaged(home, how, files_of(home), content_of(home))


def _restore(torture: Torture, what: str, number: int) -> None:
    """Restore a backup over damaged files; what the program takes for none of its own is first moved away."""
    if not torture.known([WAY_BACK]):
        return
    expected, words = torture.expected(WAY_BACK), program(*torture.homes.words(WAY_BACK))

    def one(turn: int) -> Trial:
        chance = torture.chance(what, turn)
        with torture.trial(WAY_BACK.home) as home:
            damaged = _damaged(torture, home, chance.choice(FILES), turn)
            ended = run(home, words)
            how = "restored"
            if ended.code == STORE and "Move it away" in ended.err:
                (home / DATABASE).rename(home / "moved-away")
                ended, how = run(home, words), "restored, once what was not taken for a database of ours was moved away"
            found = content_of(home)
            then, failed = afterwards(home)
        faults = [*found.faults, *failed, *then.faults]
        faults += [str(ended)] if ended.code else []
        faults += [difference(expected.after, found.rows)] if found.rows != expected.after else []
        faults += [difference(expected.next_after, then.rows)] if then.rows != expected.next_after else []
        told = tuple(f"{damaged.how}: {each}" for each in faults)
        lost = ended.code == 0 and found.rows != expected.after
        return Trial(how, told, acknowledged=ended.code == 0, lost=lost, traceback=ended.traceback)

    torture.each(what, number, one)


def _damage(torture: Torture, what: str, number: int, table: Sequence[Damage], name: str) -> None:
    reading = torture.known([replace(each, home=name) for each in torture.some(READING)])
    on_it = [each for each in WRITING if each.home == "lived-in"][::WRITERS_OF]
    writing = torture.known([replace(each, home=name) for each in torture.some(on_it)])

    def one(turn: int) -> list[Trial]:
        commands = [*torture.chance(what, turn).sample(reading, 2), writing[turn % len(writing)]]
        with torture.trial(name) as home:
            damaged = _damaged(torture, home, table, turn)
            return [_try(torture, damaged, command, reads=command in reading) for command in commands]

    torture.each(what, number, one, f"{number} files damaged")


def _try(torture: Torture, damaged: Damaged, command: Command, *, reads: bool) -> Trial:
    """Run a command on a damaged file: it works with the right data, or names the file and a way back and leaves it."""
    expected = torture.expected(command)
    ended = run(damaged.home, program(*torture.homes.words(command)))
    what = f"{damaged.how}; {command}"
    if ended.code == STORE:
        faults = _refusal(damaged, ended)
        return Trial("named as damaged", tuple(f"{what}: {each}" for each in faults), traceback=ended.traceback)
    right = ended.code == 0 and (
        ended.out == expected.out if reads else content_of(damaged.home).rows == expected.after
    )
    acknowledged = ended.code == 0 and not reads
    if right:
        return Trial("worked, with the right data", (), acknowledged)
    if ended.code is None or ended.traceback:
        return Trial("broke", (f"{what}: {ended}",), traceback=ended.traceback)
    if not damaged.content.faults:
        return Trial("not detectable: SQLite's own check finds nothing", (), acknowledged)
    told = f"other data, exit {ended.code}, though SQLite's own check says {damaged.content.faults[0]}"
    return Trial("not detected", (f"{what}: {told}",), acknowledged)


def _refusal(damaged: Damaged, ended: Ended) -> list[str]:
    """Return what is wrong with how a command refused a damaged file."""
    faults = []
    if str(damaged.home / DATABASE) not in ended.err:
        faults.append(f"does not name the file: {ended}")
    sent_on = "careerplan doctor" in ended.err and "careerplan restore" in run(damaged.home, program("doctor")).out
    if not sent_on and "careerplan restore" not in ended.err:
        faults.append(f"names no way back: {ended}")
    if ended.traceback:
        faults.append(str(ended))
    if files_of(damaged.home) != damaged.files:
        faults.append(f"did not leave the file as it was: {ended}")
    return faults
