"""Everybody by name, and where they work: what it takes to see who is meant."""

from careerplan.store.database import Store


def list_names(store: Store) -> list[tuple[int, str, str | None]]:
    """Return the id and the name of everybody, and where they work, by id."""
    with store.reading() as connection:
        work = dict(
            connection.execute(
                "SELECT contact_id, organization FROM positions WHERE until IS NULL AND organization IS NOT NULL"
                " ORDER BY id DESC"
            ).fetchall()
        )
        people = connection.execute("SELECT id, name FROM contacts ORDER BY id")
        return [(row[0], row[1], work.get(row[0])) for row in people]
