"""What the benchmark runs on: the same people and reminders for careerplan, Taskwarrior and todoman, and a large plan.

Nothing here is left to chance: the same day gives the same records.
"""

import datetime as dt
import json
import re
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from careerplan.catalog.activities import Activity
from careerplan.catalog.base import Claim
from careerplan.catalog.load import DataFile, builtin_folder, read_whole
from careerplan.catalog.organizations import Event
from careerplan.catalog.roles import Role
from careerplan.frozen import read_record, record_json
from careerplan.person.contacts import NewContact, NewInteraction, Position
from careerplan.person.followups import UPCOMING_DAYS, NewFollowUp
from careerplan.planning.options import Request
from careerplan.store.contacts import add_contact
from careerplan.store.database import Store
from careerplan.store.followups import add_followups
from careerplan.store.interactions import add_interaction

if TYPE_CHECKING:
    from careerplan.catalog.catalog import Catalog

DUE = 600
"""How many follow-ups are overdue, due today or due in the days that ``followups due`` looks ahead."""

FIRST_NAMES = ("Robin", "Sam", "Noor", "Chloé", "Alex", "Mei", "Jordan", "Amara", "Lee", "Zoë")
ORGANIZATIONS = ("Correctional Service of Canada", "Alberta Corrections", "John Howard Society", "BC Corrections")
TIES = ("loose", "regular", "loose", "close")


@dataclass(frozen=True)
class Earned:
    """A kind of follow-up; ``latest`` counts from the interaction, as ``delay`` does."""

    rule: str
    trigger: str
    interaction: str
    action: str
    delay: int
    latest: int | None
    awaits_reply: bool = False


THANKS = Earned("met-thank-you", "met", "met", "Send a thank-you note", 1, 30)
ADVICE = Earned("met-update", "met", "met", "Tell them what came of their advice", 30, 90)
RHYTHM = Earned("keep-in-touch-regular", "keep-in-touch", "call", "Get in touch again", 60, 65)
ANSWER = Earned(
    "message-sent-reminder", "message-sent", "message-sent", "Remind them of your message", 7, 60, awaits_reply=True
)
ACTIONS = tuple(each.action for each in (THANKS, ADVICE, RHYTHM, ANSWER))


@dataclass(frozen=True)
class Reminder:
    """One person and the one open follow-up with them."""

    number: int
    name: str
    due: dt.date
    earned: Earned

    @property
    def text(self) -> str:
        """The reminder as one writes it into a task list."""
        return f"{self.earned.action}: {self.name}"


def reminders(people: int, as_of: dt.date) -> Iterator[Reminder]:
    """Yield one reminder a person; ``DUE`` of them, spread evenly, call for attention on ``as_of``.

    What needs an answer is among those alone, so that any number of people gives the same lists.
    """
    for number in range(people):
        name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} Sample {number:06}"
        place, before = (number + 1) * DUE // people, number * DUE // people
        if place > before:
            day = as_of + dt.timedelta(days=place % (3 * UPCOMING_DAYS) - 2 * UPCOMING_DAYS + 1)
            yield Reminder(number, name, day, (THANKS, ADVICE, RHYTHM, ANSWER)[place % 4])
        else:
            later = as_of + dt.timedelta(days=UPCOMING_DAYS + 1 + number % 350)
            yield Reminder(number, name, later, (THANKS, ADVICE, RHYTHM)[number % 3])


def fill_careerplan(home: Path, people: int, as_of: dt.date) -> None:
    """Put people, interactions and follow-ups into a new store, in one action that history keeps."""
    instant = dt.datetime.combine(as_of, dt.time(12), dt.UTC)
    with Store(home / "careerplan.db", instant) as store, store.atomic("made the benchmark") as connection:
        for each in reminders(people, as_of):
            earned, number = each.earned, each.number
            new = NewContact(
                name=each.name,
                positions=(
                    Position(organization=ORGANIZATIONS[number % len(ORGANIZATIONS)], role="Probation Officer"),
                ),
                emails=(f"sample{number}@example.org",),
                tie=TIES[number % len(TIES)],
            )
            contact = add_contact(connection, new, as_of)
            day = each.due - dt.timedelta(days=earned.delay)
            touch = add_interaction(
                connection, NewInteraction(contact_ids=(contact,), kind=earned.interaction, day=day, note="on the wing")
            )
            followup = NewFollowUp(
                contact_id=contact,
                rule=earned.rule,
                trigger=earned.trigger,
                action=earned.action,
                channel="message",
                due=each.due,
                latest=day + dt.timedelta(days=earned.latest) if earned.latest else None,
                awaits_reply=earned.awaits_reply,
            )
            add_followups(connection, touch, [followup])


def fill_taskwarrior(program: str, folder: Path, people: int, as_of: dt.date, env: Mapping[str, str]) -> None:
    """Import the same reminders into Taskwarrior; ``env`` names the TASKRC that this writes."""
    (folder / "tasks").mkdir(parents=True)
    settings = (f"data.location={folder / 'tasks'}", "confirmation=off", "verbose=nothing", "hooks=off")
    Path(env["TASKRC"]).write_text("\n".join((*settings, "gc=off", "defaultwidth=0", "")), encoding="utf-8")
    tasks = [
        {
            "uuid": str(uuid.UUID(int=each.number + 1)),
            "description": each.text,
            "status": "pending",
            "entry": f"{as_of:%Y%m%d}T000000Z",
            "due": f"{each.due:%Y%m%d}T120000Z",
        }
        for each in reminders(people, as_of)
    ]
    file = folder / "tasks.json"
    file.write_text(json.dumps(tasks), encoding="utf-8")
    subprocess.run([program, "import", str(file)], env=env, check=True, capture_output=True)


def fill_todoman(folder: Path, people: int, as_of: dt.date, env: Mapping[str, str]) -> None:
    """Write the same reminders as a folder of VTODO files; ``env`` names the configuration that this writes."""
    tasks = folder / "lists" / "contacts"
    tasks.mkdir(parents=True)
    (tasks / "displayname").write_text("contacts", encoding="utf-8")
    settings = {
        "path": str(folder / "lists" / "*"),
        "cache_path": str(folder / "cache.sqlite3"),
        "date_format": "%Y-%m-%d",
        "time_format": "%H:%M",
        "default_list": "contacts",
    }
    lines = [f"{key} = {value!r}\n" for key, value in settings.items()]
    Path(env["TODOMAN_CONFIG"]).write_text("".join(lines), encoding="utf-8")
    for each in reminders(people, as_of):
        uid = f"reminder-{each.number}@example.org"
        lines = [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//careerplan//benchmark//EN", "BEGIN:VTODO", f"UID:{uid}"),
            *(f"DTSTAMP:{as_of:%Y%m%d}T000000Z", f"CREATED:{as_of:%Y%m%d}T000000Z", f"SUMMARY:{each.text}"),
            *(f"DUE;VALUE=DATE:{each.due:%Y%m%d}", "STATUS:NEEDS-ACTION", "END:VTODO", "END:VCALENDAR", ""),
        ]
        (tasks / f"{each.number}.ics").write_text("\r\n".join(lines), encoding="utf-8", newline="")


@dataclass(frozen=True)
class Planning:
    """What a networking plan is made from."""

    request: Request
    activities: Mapping[str, Activity]
    events: tuple[Event, ...]


def planning(weeks: int, activities: int, events: int) -> Planning:
    """Return a request with records of all kinds: chains of needs, repeats, dated events, contacts to make first."""
    start = dt.date(2027, 1, 4)
    made = [_activity(number) for number in range(activities)]
    gatherings = [each.id for each in made if each.needs_event]
    dated = tuple(
        Event(
            id=f"event-{number}",
            name=f"Event {number}",
            kind="conference",
            activity=gatherings[number % len(gatherings)],
            channel=_channel(number // 2),
            next=start + dt.timedelta(days=number * weeks * 7 // events),
            summary=_claim(),
        )
        for number in range(events)
    )
    role = Role(id="probation-officer", title="Probation Officer", occupation="probation-officer", summary=_claim())
    request = Request(roles=(role,), start=start, weeks=weeks, hours=10.0, online_share=0.5)
    return Planning(request, {each.id: each for each in made}, dated)


def _activity(number: int) -> Activity:
    """Return one of many activities: every tenth needs an event, every fourth another one done before it."""
    return Activity(
        id=f"activity-{number}",
        title=f"Activity {number}",
        theme="event" if number % 10 == 0 else "community",
        channel=_channel(number),
        hours=0.5 + 0.25 * (number % 7),
        most=1 + number % 6,
        gap=7 + number % 14,
        value=1 + (number * 7) % 90 / 10,
        needs=(f"activity-{number - 2}",) if number % 4 == 3 else (),  # noqa: PLR2004
        contact="makes" if number % 10 == 1 else "needs" if number % 10 == 7 else None,  # noqa: PLR2004
        needs_event=number % 10 == 0,
        steps=("Do it.",),
        why=(_claim(),),
    )


def _channel(number: int) -> Literal["online", "offline", "both"]:
    kinds: tuple[Literal["online", "offline", "both"], ...] = ("online", "offline", "both")
    return kinds[number % 3]


def _claim() -> Claim:
    return Claim(text="It helps.", sources=("seed-000",))


def generated_roles(count: int) -> list[DataFile]:
    """Return so many invented roles, like a real one in all but their id, in files of 100."""
    import yaml

    (role, *_) = (
        each
        for file in read_whole(builtin_folder())
        if file.path.name == "ca-sk.yaml"
        for each in yaml.load(file.raw, yaml.CSafeLoader)["roles"]
    )
    texts = [yaml.dump([{**role, "id": f"generated-{number:05d}"}], Dumper=yaml.CSafeDumper) for number in range(count)]
    return [
        DataFile(
            Path(f"generated-{first:05d}.yaml"), ("roles:\n" + "".join(texts[first : first + 100])).encode(), pack=True
        )
        for first in range(0, count, 100)
    ]


def varied_roles(catalog: "Catalog", count: int) -> list[Role]:
    """Return so many invented employers' roles: the catalog's own in turn, with other ids, ages and lengths of work."""
    texts = [json.dumps(record_json(role)) for role in catalog.roles.values() if role.employer]
    found = []
    for number in range(count):
        text = texts[number % len(texts)]
        text = re.sub(r'"id": "[a-z0-9-]+"', f'"id": "generated-{number:05d}"', text, count=1)
        text = re.sub(r'"at_least": \d+', f'"at_least": {18 + number % 40}', text)
        text = re.sub(r'"months": \d+', f'"months": {12 + number % 60}', text)
        found.append(cast("Role", read_record(text)))
    return found


SEEKER = {
    "birth_date": "2003-04-12",
    "citizenship": "citizen",
    "lives_in": "CA-ON",
    "languages": [{"language": "en", "level": "fluent"}],
    "education": [
        {"credential": "secondary", "completed": "2021-06"},
        {"credential": "diploma", "field": "police foundations", "years": 2, "expected": "2027-04"},
    ],
    "experience": [{"area": "youth services", "from": "2024-01", "to": None, "hours_per_week": 20}],
    "credentials": [{"credential": "first-aid-standard", "issued": "2025-05-01", "expires": "2028-05-01"}],
    "driving": [{"class": "G", "jurisdiction": "CA-ON", "stage": "full", "expires": "2029-04-12"}],
    "tests": [],
    "clearances": [],
    "declared": {"shift-work": True},
}
"""An invented person who says what most people would."""
