-- People with several positions, addresses, tags and notes; interactions with several people; rounds of
-- follow-ups; rules changed for a contact, a tag or everybody. What history holds of earlier records is
-- rewritten with them, so that it can still be undone and redone. `detail_key` is a function of the program.

CREATE TABLE positions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    organization TEXT,
    organization_id TEXT,
    role TEXT,
    since TEXT,
    until TEXT
) STRICT;
CREATE INDEX positions_of_contact ON positions (contact_id);
CREATE INDEX positions_at ON positions (organization_id) WHERE organization_id IS NOT NULL;

CREATE TABLE contact_details (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'profile', 'jurisdiction', 'tag')),
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (contact_id, kind, key)
) STRICT;
CREATE INDEX contact_details_alike ON contact_details (kind, key);

CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX notes_of_contact ON notes (contact_id);

CREATE TABLE participants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    UNIQUE (interaction_id, contact_id)
) STRICT;
CREATE INDEX participants_of_contact ON participants (contact_id);

-- A change to a rule of the catalog: for one contact, for everybody with a tag, or for all. NULL leaves a
-- number as the rule has it; times counts the rounds of a reminder.
CREATE TABLE rule_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL,
    contact_id INTEGER REFERENCES contacts (id) ON DELETE CASCADE,
    tag TEXT,
    off INTEGER NOT NULL DEFAULT 0 CHECK (off IN (0, 1)),
    delay INTEGER,
    latest INTEGER,
    times INTEGER,
    CHECK (contact_id IS NULL OR tag IS NULL)
) STRICT;
CREATE UNIQUE INDEX rule_changes_once ON rule_changes (rule, ifnull(contact_id, 0), ifnull(tag, ''));
CREATE INDEX rule_changes_of_contact ON rule_changes (contact_id) WHERE contact_id IS NOT NULL;

-- Two people who look like one and are not, as the user said; the lower id stands first.
CREATE TABLE distinct_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    one_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    UNIQUE (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT;
CREATE INDEX distinct_people_of_other ON distinct_people (other_id);

-- Every contact there is, and every one that history could bring back, as it was when added.
CREATE TEMP TABLE told AS
    SELECT id, organization, organization_id, role, email, phone, jurisdiction, note, added, 1 AS live FROM contacts
    UNION ALL
    SELECT record_id, json_extract(after, '$.organization'), json_extract(after, '$.organization_id'), json_extract(after, '$.role'), json_extract(after, '$.email'),
        json_extract(after, '$.phone'), json_extract(after, '$.jurisdiction'), json_extract(after, '$.note'), json_extract(after, '$.added'), 0
    FROM changes WHERE record = 'contacts' AND before IS NULL AND record_id NOT IN (SELECT id FROM contacts)
    GROUP BY record_id;

CREATE TEMP TABLE told_positions AS
    SELECT row_number() OVER (ORDER BY id) AS id, id AS contact_id, organization, organization_id, role, live
    FROM told WHERE organization IS NOT NULL OR role IS NOT NULL;
CREATE TEMP TABLE told_notes AS
    SELECT row_number() OVER (ORDER BY id) AS id, id AS contact_id, added AS day, note AS text, live
    FROM told WHERE note IS NOT NULL;
CREATE TEMP TABLE told_details AS
    SELECT row_number() OVER (ORDER BY contact_id, place) + (
            SELECT max(ifnull((SELECT max(id) FROM contact_tags), 0),
                ifnull((SELECT max(record_id) FROM changes WHERE record = 'contact_tags'), 0))
        ) AS id, contact_id, kind, value, detail_key(kind, value) AS key, live
    FROM (
        SELECT id AS contact_id, 1 AS place, 'email' AS kind, email AS value, live FROM told
        UNION ALL SELECT id, 2, 'phone', phone, live FROM told
        UNION ALL SELECT id, 3, 'jurisdiction', jurisdiction, live FROM told
    ) WHERE value IS NOT NULL;

INSERT INTO positions (id, contact_id, organization, organization_id, role)
    SELECT id, contact_id, organization, organization_id, role FROM told_positions WHERE live;
INSERT INTO notes (id, contact_id, day, text) SELECT id, contact_id, day, text FROM told_notes WHERE live;
INSERT OR IGNORE INTO contact_details (id, contact_id, kind, value, key)
    SELECT id, contact_id, 'tag', tag, detail_key('tag', tag) FROM contact_tags ORDER BY id;
INSERT INTO contact_details (id, contact_id, kind, value, key)
    SELECT id, contact_id, kind, value, key FROM told_details WHERE live;
INSERT INTO participants (id, interaction_id, contact_id) SELECT id, id, contact_id FROM interactions;

-- History in the new shape.
INSERT INTO changes (action_id, record, record_id, after)
    SELECT action_id, 'positions', told_positions.id, json_object('id', told_positions.id,
        'contact_id', contact_id, 'organization', organization, 'organization_id', organization_id, 'role', role,
        'since', NULL, 'until', NULL)
    FROM changes JOIN told_positions ON contact_id = record_id WHERE record = 'contacts' AND before IS NULL;
INSERT INTO changes (action_id, record, record_id, after)
    SELECT action_id, 'notes', told_notes.id,
        json_object('id', told_notes.id, 'contact_id', contact_id, 'day', day, 'text', text)
    FROM changes JOIN told_notes ON contact_id = record_id WHERE record = 'contacts' AND before IS NULL;
INSERT INTO changes (action_id, record, record_id, after)
    SELECT action_id, 'contact_details', told_details.id,
        json_object('id', told_details.id, 'contact_id', contact_id, 'kind', kind, 'value', value, 'key', key)
    FROM changes JOIN told_details ON contact_id = record_id WHERE record = 'contacts' AND before IS NULL;
INSERT INTO changes (action_id, record, record_id, before, after)
    SELECT action_id, 'participants', record_id,
        CASE WHEN before IS NOT NULL THEN
            json_object('id', record_id, 'interaction_id', record_id, 'contact_id', json_extract(before, '$.contact_id')) END,
        CASE WHEN after IS NOT NULL THEN
            json_object('id', record_id, 'interaction_id', record_id, 'contact_id', json_extract(after, '$.contact_id')) END
    FROM changes WHERE record = 'interactions';
UPDATE changes SET before = json_remove(before, '$.contact_id'), after = json_remove(after, '$.contact_id')
    WHERE record = 'interactions';
UPDATE changes SET
    before = json_remove(before, '$.organization', '$.organization_id', '$.role', '$.email', '$.phone',
        '$.jurisdiction', '$.note'),
    after = json_remove(after, '$.organization', '$.organization_id', '$.role', '$.email', '$.phone',
        '$.jurisdiction', '$.note')
    WHERE record = 'contacts';
UPDATE changes SET record = 'contact_details',
    before = CASE WHEN before IS NOT NULL THEN json_object('id', record_id, 'contact_id', json_extract(before, '$.contact_id'),
        'kind', 'tag', 'value', json_extract(before, '$.tag'), 'key', detail_key('tag', json_extract(before, '$.tag'))) END,
    after = CASE WHEN after IS NOT NULL THEN json_object('id', record_id, 'contact_id', json_extract(after, '$.contact_id'),
        'kind', 'tag', 'value', json_extract(after, '$.tag'), 'key', detail_key('tag', json_extract(after, '$.tag'))) END
    WHERE record = 'contact_tags';
DROP TABLE contact_tags;
DROP TABLE told;
DROP TABLE told_positions;
DROP TABLE told_notes;
DROP TABLE told_details;

-- Interactions without the one contact they had.
DROP TRIGGER touch_added;
DROP TRIGGER touch_changed;
DROP TRIGGER touch_removed;
CREATE TABLE interactions_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    note TEXT,
    followup_id INTEGER REFERENCES followups (id) ON DELETE SET NULL
) STRICT;
INSERT INTO interactions_anew SELECT id, kind, day, note, followup_id FROM interactions;
DELETE FROM sqlite_sequence WHERE name = 'interactions_anew';
UPDATE sqlite_sequence SET name = 'interactions_anew' WHERE name = 'interactions';
DROP TABLE interactions;
ALTER TABLE interactions_anew RENAME TO interactions;
CREATE INDEX interactions_of_followup ON interactions (followup_id) WHERE followup_id IS NOT NULL;

-- Contacts alone: what they may have several of stands elsewhere. in_rhythm says whether a keep-in-touch
-- follow-up is open; it follows from the follow-ups and is kept here for speed, as last_touch is.
DROP TRIGGER history_contacts_insert;
DROP TRIGGER history_contacts_update;
DROP TRIGGER history_contacts_delete;
ALTER TABLE contacts DROP COLUMN organization;
ALTER TABLE contacts DROP COLUMN organization_id;
ALTER TABLE contacts DROP COLUMN role;
ALTER TABLE contacts DROP COLUMN email;
ALTER TABLE contacts DROP COLUMN phone;
ALTER TABLE contacts DROP COLUMN jurisdiction;
ALTER TABLE contacts DROP COLUMN note;
ALTER TABLE contacts ADD COLUMN in_rhythm INTEGER NOT NULL DEFAULT 0;
UPDATE contacts SET in_rhythm = 1 WHERE id IN (
    SELECT contact_id FROM followups WHERE status = 'open' AND trigger = 'keep-in-touch'
);
CREATE INDEX contacts_out_of_rhythm ON contacts (last_touch) WHERE in_rhythm = 0 AND last_touch IS NOT NULL;

CREATE TRIGGER touch_added AFTER INSERT ON participants BEGIN
    UPDATE contacts SET last_touch = (SELECT day FROM interactions WHERE id = NEW.interaction_id)
    WHERE id = NEW.contact_id
        AND ifnull(last_touch, '') < (SELECT day FROM interactions WHERE id = NEW.interaction_id);
END;
CREATE TRIGGER touch_changed AFTER UPDATE OF day ON interactions BEGIN
    UPDATE contacts SET last_touch = (
        SELECT max(day) FROM participants JOIN interactions ON interactions.id = interaction_id
        WHERE contact_id = contacts.id
    ) WHERE id IN (SELECT contact_id FROM participants WHERE interaction_id = NEW.id);
END;
CREATE TRIGGER touch_moved AFTER UPDATE OF contact_id, interaction_id ON participants BEGIN
    UPDATE contacts SET last_touch = (
        SELECT max(day) FROM participants JOIN interactions ON interactions.id = interaction_id
        WHERE contact_id = contacts.id
    ) WHERE id IN (OLD.contact_id, NEW.contact_id);
END;
CREATE TRIGGER touch_removed AFTER DELETE ON participants BEGIN
    UPDATE contacts SET last_touch = (
        SELECT max(day) FROM participants JOIN interactions ON interactions.id = interaction_id
        WHERE contact_id = contacts.id
    ) WHERE id = OLD.contact_id;
END;

-- Follow-ups come in rounds: of a reminder that is sent again, or of the user's own rhythm (every, until;
-- anchor is its first day). times is the most rounds there will be. closed_by is the interaction that ended one.
CREATE TABLE followups_anew (
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
    round INTEGER NOT NULL DEFAULT 1,
    times INTEGER,
    every TEXT,
    until TEXT,
    anchor TEXT,
    status TEXT NOT NULL DEFAULT 'open'
        CHECK (status IN ('open', 'done', 'skipped', 'settled', 'restarted', 'dropped')),
    closed TEXT,
    closed_by INTEGER REFERENCES interactions (id) ON DELETE SET NULL,
    reason TEXT
) STRICT;
INSERT INTO followups_anew (id, contact_id, interaction_id, rule, trigger, action, channel, due, earned_due, latest,
    awaits_reply, status, closed, reason)
    SELECT id, contact_id, interaction_id, rule, trigger, action, channel, due, earned_due, latest,
    awaits_reply, status, closed, reason FROM followups;
DELETE FROM sqlite_sequence WHERE name = 'followups_anew';
UPDATE sqlite_sequence SET name = 'followups_anew' WHERE name = 'followups';
DROP TABLE followups;
ALTER TABLE followups_anew RENAME TO followups;
CREATE INDEX followups_due ON followups (due) WHERE status = 'open';
CREATE INDEX followups_of_contact ON followups (contact_id);
CREATE INDEX followups_of_interaction ON followups (interaction_id);
CREATE INDEX followups_closed_by ON followups (closed_by) WHERE closed_by IS NOT NULL;
CREATE INDEX followups_drifting ON followups (latest) WHERE status = 'open' AND trigger = 'keep-in-touch';
CREATE INDEX followups_waiting ON followups (due) WHERE status = 'open' AND awaits_reply = 1;

CREATE TRIGGER rhythm_added AFTER INSERT ON followups WHEN NEW.trigger = 'keep-in-touch' BEGIN
    UPDATE contacts SET in_rhythm = 1 WHERE id = NEW.contact_id AND in_rhythm = 0 AND NEW.status = 'open';
END;
CREATE TRIGGER rhythm_changed AFTER UPDATE OF status, contact_id, trigger ON followups
WHEN 'keep-in-touch' IN (OLD.trigger, NEW.trigger) BEGIN
    UPDATE contacts SET in_rhythm = EXISTS (
        SELECT 1 FROM followups WHERE contact_id = contacts.id AND status = 'open' AND trigger = 'keep-in-touch'
    ) WHERE id IN (OLD.contact_id, NEW.contact_id);
END;
CREATE TRIGGER rhythm_removed AFTER DELETE ON followups WHEN OLD.trigger = 'keep-in-touch' BEGIN
    UPDATE contacts SET in_rhythm = EXISTS (
        SELECT 1 FROM followups WHERE contact_id = contacts.id AND status = 'open' AND trigger = 'keep-in-touch'
    ) WHERE id = OLD.contact_id;
END;
