"""careerplan followups calendar: the coming weeks as a month."""

from typing import Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import session_of, verb
from careerplan.cli.show import show

_MOST_MONTHS = 24

Months = Annotated[int, typer.Option(metavar="N", min=1, max=_MOST_MONTHS, help="How many months.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day; today if not given.")]


def add_commands(app: typer.Typer) -> None:
    """Add the command to the noun ``followups``."""
    verb(app, "calendar")(calendar)


def calendar(ctx: typer.Context, months: Months = 1, start: From = None) -> None:
    """Draw the coming weeks as a month: who is due on which day, weekends and public holidays.

    \b
    careerplan followups calendar --months 3
    careerplan followups calendar --from 2027-03-01 --output html > march.html
    """
    from careerplan.planning.calendar import last_day, make_calendar
    from careerplan.render.calendar import calendar_view
    from careerplan.store.followups import open_until

    session = session_of(ctx)
    first = values.day(ctx, start) or session.today
    home = session.profile.lives_in
    last = last_day(first, months)
    made = make_calendar(open_until(session.store, max(last, session.today)), first, last, session.today, home)
    show(session, calendar_view(made, _hints(home, known=made.place is not None)))


def _hints(home: str | None, *, known: bool) -> list[str]:
    if home is None:
        return ["To see public holidays as well, say where you live: careerplan profile set lives_in CA-ON"]
    return [] if known else [f"No public holidays are known for {home}; only weekends are marked."]
