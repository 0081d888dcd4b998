-- What the user says of themselves: one row, its document the JSON of the whole profile.

CREATE TABLE profiles (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL CHECK (json_valid(document)),
    saved TEXT NOT NULL
) STRICT;
