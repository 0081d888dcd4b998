"""careerplan doctor: whether all is well with the records, the data and the program, and what to do where not."""

import contextlib
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli.options import session_of, single, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.errors import StoreError

if TYPE_CHECKING:
    from careerplan.person.checkup import Finding

doctor_app = single()


@verb(doctor_app, "doctor")
def doctor(
    ctx: typer.Context,
    fix: Annotated[
        bool, typer.Option("--fix", help="Close files to others, remove leftovers, make anew what follows.")
    ] = False,
) -> None:
    """Examine records, backups, data and program, and say what to do about each fault; changes nothing by itself.

    \b
    careerplan doctor
    careerplan doctor --fix
    """
    from careerplan.render.doctor import doctor_view, exit_code

    session = session_of(ctx)
    mended = _mend(session) if fix else []
    findings = examine_all(session)
    show(session, doctor_view(findings, mended))
    if code := exit_code(findings):
        raise typer.Exit(code)


def examine_all(session: Session) -> "list[Finding]":
    """Return everything that was found, whatever state the home is in."""
    from careerplan.cli.surroundings import examine_data, examine_program
    from careerplan.store.checkup import examine
    from careerplan.store.folders import examine_folders

    places, instant = session.settings.places, session.store.instant
    return [
        *examine_folders(places.database, instant),
        *examine(places.database, instant),
        *examine_data(places),
        *examine_program(),
    ]


def _mend(session: Session) -> list[str]:
    """Mend what can be mended without losing anything; what the store itself refuses is among the findings anyway."""
    from careerplan.store.checkup import mend_derived
    from careerplan.store.folders import mend

    done = mend(session.settings.places.database, session.store.instant)
    with contextlib.suppress(StoreError):
        done += mend_derived(session.store)
    return done
