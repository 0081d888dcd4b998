-- Days are ISO dates, instants are UTC. Every table that history covers has an integer id.

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    organization TEXT,
    organization_id TEXT,
    role TEXT,
    email TEXT,
    phone TEXT,
    tie TEXT NOT NULL CHECK (tie IN ('close', 'regular', 'loose')),
    met TEXT,
    jurisdiction TEXT,
    note TEXT,
    added TEXT NOT NULL,
    last_touch TEXT
) STRICT;
CREATE INDEX contacts_untouched ON contacts (id) WHERE last_touch IS NULL;

CREATE TABLE contact_tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    UNIQUE (contact_id, tag)
) STRICT;

CREATE TABLE interactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    note TEXT,
    followup_id INTEGER REFERENCES followups (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX interactions_of_contact ON interactions (contact_id, day);
CREATE INDEX interactions_of_followup ON interactions (followup_id) WHERE followup_id IS NOT NULL;

CREATE TABLE followups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    interaction_id INTEGER REFERENCES interactions (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    trigger TEXT NOT NULL,
    action TEXT NOT NULL,
    channel TEXT NOT NULL,
    due TEXT NOT NULL,
    earned_due TEXT NOT NULL,
    latest TEXT,
    awaits_reply INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'skipped', 'settled', 'restarted')),
    closed TEXT,
    reason TEXT
) STRICT;
CREATE INDEX followups_due ON followups (due) WHERE status = 'open';
CREATE INDEX followups_of_contact ON followups (contact_id);
CREATE INDEX followups_of_interaction ON followups (interaction_id);
CREATE INDEX followups_drifting ON followups (latest) WHERE status = 'open' AND trigger = 'keep-in-touch';
CREATE INDEX followups_waiting ON followups (due) WHERE status = 'open' AND awaits_reply = 1;

CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kept TEXT NOT NULL,
    document TEXT NOT NULL,
    replaced TEXT
) STRICT;
CREATE INDEX plans_current ON plans (id) WHERE replaced IS NULL;

-- The day of the last touch follows from the interactions; it is kept on the contact for speed.
CREATE TRIGGER touch_added AFTER INSERT ON interactions BEGIN
    UPDATE contacts SET last_touch = NEW.day
    WHERE id = NEW.contact_id AND (last_touch IS NULL OR last_touch < NEW.day);
END;
CREATE TRIGGER touch_changed AFTER UPDATE OF day, contact_id ON interactions BEGIN
    UPDATE contacts SET last_touch = (SELECT max(day) FROM interactions WHERE contact_id = contacts.id)
    WHERE id IN (OLD.contact_id, NEW.contact_id);
END;
CREATE TRIGGER touch_removed AFTER DELETE ON interactions BEGIN
    UPDATE contacts SET last_touch = (SELECT max(day) FROM interactions WHERE contact_id = OLD.contact_id)
    WHERE id = OLD.contact_id;
END;

-- History: one row an action, one row a changed record, as JSON before and after.
CREATE TABLE actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    summary TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'superseded'))
) STRICT;
CREATE INDEX actions_state ON actions (state, id);

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX changes_of_action ON changes (action_id);
CREATE INDEX changes_of_record ON changes (record, record_id);

-- While an action is being recorded, its id stands here; the triggers of history read it.
CREATE TABLE recording (action_id INTEGER NOT NULL) STRICT;
