-- What the user checked of a requirement: the day, what they were told, and by whom or where it stands.

CREATE TABLE confirmations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    role TEXT NOT NULL,
    requirement TEXT NOT NULL,
    day TEXT NOT NULL,
    says TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE INDEX confirmations_of_role ON confirmations (role, requirement);
