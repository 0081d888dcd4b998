-- A careerplan database of version 4 with a few records, as the program of 2026-11 made it.
-- Never edit: it stands for the files that people have. A new migration gets a file of its own.

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    tie TEXT NOT NULL CHECK (tie IN ('close', 'regular', 'loose')),
    met TEXT,
    added TEXT NOT NULL,
    last_touch TEXT
, in_rhythm INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kept TEXT NOT NULL,
    document TEXT NOT NULL,
    replaced TEXT
) STRICT;

CREATE TABLE actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    summary TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'superseded'))
) STRICT;

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;

CREATE TABLE recording (action_id INTEGER NOT NULL) STRICT;

CREATE TABLE profiles (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    document TEXT NOT NULL CHECK (json_valid(document)),
    saved TEXT NOT NULL
) STRICT;

CREATE TABLE confirmations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    role TEXT NOT NULL,
    requirement TEXT NOT NULL,
    day TEXT NOT NULL,
    says TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE positions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    organization TEXT,
    organization_id TEXT,
    role TEXT,
    since TEXT,
    until TEXT
) STRICT;

CREATE TABLE contact_details (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'profile', 'jurisdiction', 'tag')),
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (contact_id, kind, key)
) STRICT;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE participants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    UNIQUE (interaction_id, contact_id)
) STRICT;

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

CREATE TABLE distinct_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    one_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    UNIQUE (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT;

CREATE TABLE "interactions" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    note TEXT,
    followup_id INTEGER REFERENCES followups (id) ON DELETE SET NULL
) STRICT;

CREATE TABLE "followups" (
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

CREATE INDEX contacts_untouched ON contacts (id) WHERE last_touch IS NULL;

CREATE INDEX plans_current ON plans (id) WHERE replaced IS NULL;

CREATE INDEX actions_state ON actions (state, id);

CREATE INDEX changes_of_action ON changes (action_id);

CREATE INDEX changes_of_record ON changes (record, record_id);

CREATE INDEX confirmations_of_role ON confirmations (role, requirement);

CREATE INDEX positions_of_contact ON positions (contact_id);

CREATE INDEX positions_at ON positions (organization_id) WHERE organization_id IS NOT NULL;

CREATE INDEX contact_details_alike ON contact_details (kind, key);

CREATE INDEX notes_of_contact ON notes (contact_id);

CREATE INDEX participants_of_contact ON participants (contact_id);

CREATE UNIQUE INDEX rule_changes_once ON rule_changes (rule, ifnull(contact_id, 0), ifnull(tag, ''));

CREATE INDEX rule_changes_of_contact ON rule_changes (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX distinct_people_of_other ON distinct_people (other_id);

CREATE INDEX interactions_of_followup ON interactions (followup_id) WHERE followup_id IS NOT NULL;

CREATE INDEX contacts_out_of_rhythm ON contacts (last_touch) WHERE in_rhythm = 0 AND last_touch IS NOT NULL;

CREATE INDEX followups_due ON followups (due) WHERE status = 'open';

CREATE INDEX followups_of_contact ON followups (contact_id);

CREATE INDEX followups_of_interaction ON followups (interaction_id);

CREATE INDEX followups_closed_by ON followups (closed_by) WHERE closed_by IS NOT NULL;

CREATE INDEX followups_drifting ON followups (latest) WHERE status = 'open' AND trigger = 'keep-in-touch';

CREATE INDEX followups_waiting ON followups (due) WHERE status = 'open' AND awaits_reply = 1;

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

CREATE TRIGGER history_contacts_insert AFTER INSERT ON contacts WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'contacts', NEW.id, NULL, json_object('id', NEW.id, 'name', NEW.name, 'tie', NEW.tie, 'met', NEW.met, 'added', NEW.added, 'last_touch', NEW.last_touch, 'in_rhythm', NEW.in_rhythm) FROM recording; END;

CREATE TRIGGER history_contacts_update AFTER UPDATE ON contacts WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'contacts', NEW.id, json_object('id', OLD.id, 'name', OLD.name, 'tie', OLD.tie, 'met', OLD.met, 'added', OLD.added, 'last_touch', OLD.last_touch, 'in_rhythm', OLD.in_rhythm), json_object('id', NEW.id, 'name', NEW.name, 'tie', NEW.tie, 'met', NEW.met, 'added', NEW.added, 'last_touch', NEW.last_touch, 'in_rhythm', NEW.in_rhythm) FROM recording; END;

CREATE TRIGGER history_contacts_delete AFTER DELETE ON contacts WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'contacts', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'tie', OLD.tie, 'met', OLD.met, 'added', OLD.added, 'last_touch', OLD.last_touch, 'in_rhythm', OLD.in_rhythm), NULL FROM recording; END;

CREATE TRIGGER history_positions_insert AFTER INSERT ON positions WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'positions', NEW.id, NULL, json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'organization', NEW.organization, 'organization_id', NEW.organization_id, 'role', NEW.role, 'since', NEW.since, 'until', NEW.until) FROM recording; END;

CREATE TRIGGER history_positions_update AFTER UPDATE ON positions WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'positions', NEW.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'organization', OLD.organization, 'organization_id', OLD.organization_id, 'role', OLD.role, 'since', OLD.since, 'until', OLD.until), json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'organization', NEW.organization, 'organization_id', NEW.organization_id, 'role', NEW.role, 'since', NEW.since, 'until', NEW.until) FROM recording; END;

CREATE TRIGGER history_positions_delete AFTER DELETE ON positions WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'positions', OLD.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'organization', OLD.organization, 'organization_id', OLD.organization_id, 'role', OLD.role, 'since', OLD.since, 'until', OLD.until), NULL FROM recording; END;

CREATE TRIGGER history_contact_details_insert AFTER INSERT ON contact_details WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'contact_details', NEW.id, NULL, json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'kind', NEW.kind, 'value', NEW.value, 'key', NEW.key) FROM recording; END;

CREATE TRIGGER history_contact_details_update AFTER UPDATE ON contact_details WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'contact_details', NEW.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'kind', OLD.kind, 'value', OLD.value, 'key', OLD.key), json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'kind', NEW.kind, 'value', NEW.value, 'key', NEW.key) FROM recording; END;

CREATE TRIGGER history_contact_details_delete AFTER DELETE ON contact_details WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'contact_details', OLD.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'kind', OLD.kind, 'value', OLD.value, 'key', OLD.key), NULL FROM recording; END;

CREATE TRIGGER history_notes_insert AFTER INSERT ON notes WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'notes', NEW.id, NULL, json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'day', NEW.day, 'text', NEW.text) FROM recording; END;

CREATE TRIGGER history_notes_update AFTER UPDATE ON notes WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'notes', NEW.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'day', OLD.day, 'text', OLD.text), json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'day', NEW.day, 'text', NEW.text) FROM recording; END;

CREATE TRIGGER history_notes_delete AFTER DELETE ON notes WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'notes', OLD.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'day', OLD.day, 'text', OLD.text), NULL FROM recording; END;

CREATE TRIGGER history_interactions_insert AFTER INSERT ON interactions WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'interactions', NEW.id, NULL, json_object('id', NEW.id, 'kind', NEW.kind, 'day', NEW.day, 'note', NEW.note, 'followup_id', NEW.followup_id) FROM recording; END;

CREATE TRIGGER history_interactions_update AFTER UPDATE ON interactions WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'interactions', NEW.id, json_object('id', OLD.id, 'kind', OLD.kind, 'day', OLD.day, 'note', OLD.note, 'followup_id', OLD.followup_id), json_object('id', NEW.id, 'kind', NEW.kind, 'day', NEW.day, 'note', NEW.note, 'followup_id', NEW.followup_id) FROM recording; END;

CREATE TRIGGER history_interactions_delete AFTER DELETE ON interactions WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'interactions', OLD.id, json_object('id', OLD.id, 'kind', OLD.kind, 'day', OLD.day, 'note', OLD.note, 'followup_id', OLD.followup_id), NULL FROM recording; END;

CREATE TRIGGER history_participants_insert AFTER INSERT ON participants WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'participants', NEW.id, NULL, json_object('id', NEW.id, 'interaction_id', NEW.interaction_id, 'contact_id', NEW.contact_id) FROM recording; END;

CREATE TRIGGER history_participants_update AFTER UPDATE ON participants WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'participants', NEW.id, json_object('id', OLD.id, 'interaction_id', OLD.interaction_id, 'contact_id', OLD.contact_id), json_object('id', NEW.id, 'interaction_id', NEW.interaction_id, 'contact_id', NEW.contact_id) FROM recording; END;

CREATE TRIGGER history_participants_delete AFTER DELETE ON participants WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'participants', OLD.id, json_object('id', OLD.id, 'interaction_id', OLD.interaction_id, 'contact_id', OLD.contact_id), NULL FROM recording; END;

CREATE TRIGGER history_followups_insert AFTER INSERT ON followups WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'followups', NEW.id, NULL, json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'interaction_id', NEW.interaction_id, 'rule', NEW.rule, 'trigger', NEW.trigger, 'action', NEW.action, 'channel', NEW.channel, 'due', NEW.due, 'earned_due', NEW.earned_due, 'latest', NEW.latest, 'awaits_reply', NEW.awaits_reply, 'round', NEW.round, 'times', NEW.times, 'every', NEW.every, 'until', NEW.until, 'anchor', NEW.anchor, 'status', NEW.status, 'closed', NEW.closed, 'closed_by', NEW.closed_by, 'reason', NEW.reason) FROM recording; END;

CREATE TRIGGER history_followups_update AFTER UPDATE ON followups WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'followups', NEW.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'interaction_id', OLD.interaction_id, 'rule', OLD.rule, 'trigger', OLD.trigger, 'action', OLD.action, 'channel', OLD.channel, 'due', OLD.due, 'earned_due', OLD.earned_due, 'latest', OLD.latest, 'awaits_reply', OLD.awaits_reply, 'round', OLD.round, 'times', OLD.times, 'every', OLD.every, 'until', OLD.until, 'anchor', OLD.anchor, 'status', OLD.status, 'closed', OLD.closed, 'closed_by', OLD.closed_by, 'reason', OLD.reason), json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'interaction_id', NEW.interaction_id, 'rule', NEW.rule, 'trigger', NEW.trigger, 'action', NEW.action, 'channel', NEW.channel, 'due', NEW.due, 'earned_due', NEW.earned_due, 'latest', NEW.latest, 'awaits_reply', NEW.awaits_reply, 'round', NEW.round, 'times', NEW.times, 'every', NEW.every, 'until', NEW.until, 'anchor', NEW.anchor, 'status', NEW.status, 'closed', NEW.closed, 'closed_by', NEW.closed_by, 'reason', NEW.reason) FROM recording; END;

CREATE TRIGGER history_followups_delete AFTER DELETE ON followups WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'followups', OLD.id, json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'interaction_id', OLD.interaction_id, 'rule', OLD.rule, 'trigger', OLD.trigger, 'action', OLD.action, 'channel', OLD.channel, 'due', OLD.due, 'earned_due', OLD.earned_due, 'latest', OLD.latest, 'awaits_reply', OLD.awaits_reply, 'round', OLD.round, 'times', OLD.times, 'every', OLD.every, 'until', OLD.until, 'anchor', OLD.anchor, 'status', OLD.status, 'closed', OLD.closed, 'closed_by', OLD.closed_by, 'reason', OLD.reason), NULL FROM recording; END;

CREATE TRIGGER history_distinct_people_insert AFTER INSERT ON distinct_people WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'distinct_people', NEW.id, NULL, json_object('id', NEW.id, 'one_id', NEW.one_id, 'other_id', NEW.other_id) FROM recording; END;

CREATE TRIGGER history_distinct_people_update AFTER UPDATE ON distinct_people WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'distinct_people', NEW.id, json_object('id', OLD.id, 'one_id', OLD.one_id, 'other_id', OLD.other_id), json_object('id', NEW.id, 'one_id', NEW.one_id, 'other_id', NEW.other_id) FROM recording; END;

CREATE TRIGGER history_distinct_people_delete AFTER DELETE ON distinct_people WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'distinct_people', OLD.id, json_object('id', OLD.id, 'one_id', OLD.one_id, 'other_id', OLD.other_id), NULL FROM recording; END;

CREATE TRIGGER history_rule_changes_insert AFTER INSERT ON rule_changes WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'rule_changes', NEW.id, NULL, json_object('id', NEW.id, 'rule', NEW.rule, 'contact_id', NEW.contact_id, 'tag', NEW.tag, 'off', NEW.off, 'delay', NEW.delay, 'latest', NEW.latest, 'times', NEW.times) FROM recording; END;

CREATE TRIGGER history_rule_changes_update AFTER UPDATE ON rule_changes WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'rule_changes', NEW.id, json_object('id', OLD.id, 'rule', OLD.rule, 'contact_id', OLD.contact_id, 'tag', OLD.tag, 'off', OLD.off, 'delay', OLD.delay, 'latest', OLD.latest, 'times', OLD.times), json_object('id', NEW.id, 'rule', NEW.rule, 'contact_id', NEW.contact_id, 'tag', NEW.tag, 'off', NEW.off, 'delay', NEW.delay, 'latest', NEW.latest, 'times', NEW.times) FROM recording; END;

CREATE TRIGGER history_rule_changes_delete AFTER DELETE ON rule_changes WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'rule_changes', OLD.id, json_object('id', OLD.id, 'rule', OLD.rule, 'contact_id', OLD.contact_id, 'tag', OLD.tag, 'off', OLD.off, 'delay', OLD.delay, 'latest', OLD.latest, 'times', OLD.times), NULL FROM recording; END;

CREATE TRIGGER history_plans_insert AFTER INSERT ON plans WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'plans', NEW.id, NULL, json_object('id', NEW.id, 'kept', NEW.kept, 'document', NEW.document, 'replaced', NEW.replaced) FROM recording; END;

CREATE TRIGGER history_plans_update AFTER UPDATE ON plans WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'plans', NEW.id, json_object('id', OLD.id, 'kept', OLD.kept, 'document', OLD.document, 'replaced', OLD.replaced), json_object('id', NEW.id, 'kept', NEW.kept, 'document', NEW.document, 'replaced', NEW.replaced) FROM recording; END;

CREATE TRIGGER history_plans_delete AFTER DELETE ON plans WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'plans', OLD.id, json_object('id', OLD.id, 'kept', OLD.kept, 'document', OLD.document, 'replaced', OLD.replaced), NULL FROM recording; END;

CREATE TRIGGER history_profiles_insert AFTER INSERT ON profiles WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'profiles', NEW.id, NULL, json_object('id', NEW.id, 'document', NEW.document, 'saved', NEW.saved) FROM recording; END;

CREATE TRIGGER history_profiles_update AFTER UPDATE ON profiles WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'profiles', NEW.id, json_object('id', OLD.id, 'document', OLD.document, 'saved', OLD.saved), json_object('id', NEW.id, 'document', NEW.document, 'saved', NEW.saved) FROM recording; END;

CREATE TRIGGER history_profiles_delete AFTER DELETE ON profiles WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'profiles', OLD.id, json_object('id', OLD.id, 'document', OLD.document, 'saved', OLD.saved), NULL FROM recording; END;

CREATE TRIGGER history_confirmations_insert AFTER INSERT ON confirmations WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'confirmations', NEW.id, NULL, json_object('id', NEW.id, 'role', NEW.role, 'requirement', NEW.requirement, 'day', NEW.day, 'says', NEW.says, 'source', NEW.source) FROM recording; END;

CREATE TRIGGER history_confirmations_update AFTER UPDATE ON confirmations WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'confirmations', NEW.id, json_object('id', OLD.id, 'role', OLD.role, 'requirement', OLD.requirement, 'day', OLD.day, 'says', OLD.says, 'source', OLD.source), json_object('id', NEW.id, 'role', NEW.role, 'requirement', NEW.requirement, 'day', NEW.day, 'says', NEW.says, 'source', NEW.source) FROM recording; END;

CREATE TRIGGER history_confirmations_delete AFTER DELETE ON confirmations WHEN EXISTS (SELECT 1 FROM recording) BEGIN INSERT INTO changes (action_id, record, record_id, before, after) SELECT action_id, 'confirmations', OLD.id, json_object('id', OLD.id, 'role', OLD.role, 'requirement', OLD.requirement, 'day', OLD.day, 'says', OLD.says, 'source', OLD.source), NULL FROM recording; END;

PRAGMA application_id = 1668312174;
PRAGMA user_version = 4;

INSERT INTO contacts VALUES (1, 'Robin O''Sample 渡辺', 'regular', 'job fair', '2026-11-19', '2026-11-20', 1);
INSERT INTO positions VALUES (1, 1, 'Correctional Service of Canada', 'csc', NULL, NULL, NULL);
INSERT INTO contact_details VALUES (1, 1, 'tag', 'night shift', 'night shift');
INSERT INTO contact_details VALUES (2, 1, 'tag', 'csc', 'csc');
INSERT INTO contact_details VALUES (3, 1, 'email', 'robin@example.org', 'robin@example.org');
INSERT INTO interactions VALUES (1, 'met', '2026-11-20', 'talked about shifts', NULL);
INSERT INTO participants VALUES (1, 1, 1);
INSERT INTO followups VALUES (1, 1, 1, 'met-follow-up', 'met', 'Follow up on your first meeting', 'message', '2026-11-22', '2026-11-22', '2026-12-04', 0, 1, NULL, NULL, NULL, NULL, 'open', NULL, NULL, NULL);
INSERT INTO followups VALUES (2, 1, 1, 'keep-in-touch-regular', 'keep-in-touch', 'Check in, with news or something useful', 'message', '2027-01-19', '2027-01-19', '2027-03-20', 0, 1, NULL, NULL, NULL, NULL, 'open', NULL, NULL, NULL);
INSERT INTO profiles VALUES (1, '{"name":"Robin O''Sample 渡辺","birth_date":null,"citizenship":{"CA":{"status":"citizen","expires":null,"open":null}},"lives_in":"CA-ON","works_in":null,"languages":[{"language":"en","level":"fluent"}],"education":[{"credential":"diploma","field":"police foundations","years":null,"years_done":null,"credits":null,"school":null,"country":null,"assessed":null,"completed":null,"expected":"2027-04","left":null}],"experience":null,"credentials":null,"tests":null,"clearances":null,"driving":null,"declared":{},"ticks":{},"targets":[],"starts":null,"hours_per_week":null,"incomplete":[]}', '2026-11-19');
INSERT INTO confirmations VALUES (1, 'ca-on-correctional-officer', 'age', '2026-11-18', '18 on the day of the offer, “not before”', 'https://example.org/apply?a=1');
INSERT INTO actions VALUES (1, '2026-11-20T15:00:00+00:00', 'began the profile', 'done');
INSERT INTO actions VALUES (2, '2026-11-20T15:00:00+00:00', 'confirmed ''age'' of ca-on-correctional-officer', 'done');
INSERT INTO actions VALUES (3, '2026-11-20T15:00:00+00:00', 'added Robin O''Sample 渡辺', 'done');
INSERT INTO actions VALUES (4, '2026-11-20T15:00:00+00:00', 'logged a meeting with Robin O''Sample 渡辺 on Fri 20 Nov 2026', 'done');
INSERT INTO changes VALUES (1, 1, 'profiles', 1, NULL, '{"id":1,"document":"{\"name\":\"Robin O''Sample 渡辺\",\"birth_date\":null,\"citizenship\":{\"CA\":{\"status\":\"citizen\",\"expires\":null,\"open\":null}},\"lives_in\":\"CA-ON\",\"works_in\":null,\"languages\":[{\"language\":\"en\",\"level\":\"fluent\"}],\"education\":[{\"credential\":\"diploma\",\"field\":\"police foundations\",\"years\":null,\"years_done\":null,\"credits\":null,\"school\":null,\"country\":null,\"assessed\":null,\"completed\":null,\"expected\":\"2027-04\",\"left\":null}],\"experience\":null,\"credentials\":null,\"tests\":null,\"clearances\":null,\"driving\":null,\"declared\":{},\"ticks\":{},\"targets\":[],\"starts\":null,\"hours_per_week\":null,\"incomplete\":[]}","saved":"2026-11-19"}');
INSERT INTO changes VALUES (2, 2, 'confirmations', 1, NULL, '{"id":1,"role":"ca-on-correctional-officer","requirement":"age","day":"2026-11-18","says":"18 on the day of the offer, “not before”","source":"https://example.org/apply?a=1"}');
INSERT INTO changes VALUES (3, 3, 'contacts', 1, NULL, '{"id":1,"name":"Robin O''Sample 渡辺","tie":"regular","met":"job fair","added":"2026-11-19","last_touch":null}');
INSERT INTO changes VALUES (4, 3, 'contact_details', 1, NULL, '{"id":1,"contact_id":1,"kind":"tag","value":"night shift","key":"night shift"}');
INSERT INTO changes VALUES (5, 3, 'contact_details', 2, NULL, '{"id":2,"contact_id":1,"kind":"tag","value":"csc","key":"csc"}');
INSERT INTO changes VALUES (6, 4, 'interactions', 1, NULL, '{"id":1,"kind":"met","day":"2026-11-20","note":"talked about shifts","followup_id":null}');
INSERT INTO changes VALUES (7, 4, 'contacts', 1, '{"id":1,"name":"Robin O''Sample 渡辺","tie":"regular","met":"job fair","added":"2026-11-19","last_touch":null}', '{"id":1,"name":"Robin O''Sample 渡辺","tie":"regular","met":"job fair","added":"2026-11-19","last_touch":"2026-11-20"}');
INSERT INTO changes VALUES (8, 4, 'followups', 1, NULL, '{"id":1,"contact_id":1,"interaction_id":1,"rule":"met-follow-up","trigger":"met","action":"Follow up on your first meeting","channel":"message","due":"2026-11-22","earned_due":"2026-11-22","latest":"2026-12-04","awaits_reply":0,"status":"open","closed":null,"reason":null}');
INSERT INTO changes VALUES (9, 4, 'followups', 2, NULL, '{"id":2,"contact_id":1,"interaction_id":1,"rule":"keep-in-touch-regular","trigger":"keep-in-touch","action":"Check in, with news or something useful","channel":"message","due":"2027-01-19","earned_due":"2027-01-19","latest":"2027-03-20","awaits_reply":0,"status":"open","closed":null,"reason":null}');
INSERT INTO changes VALUES (10, 3, 'positions', 1, NULL, '{"id":1,"contact_id":1,"organization":"Correctional Service of Canada","organization_id":"csc","role":null,"since":null,"until":null}');
INSERT INTO changes VALUES (11, 3, 'contact_details', 3, NULL, '{"id":3,"contact_id":1,"kind":"email","value":"robin@example.org","key":"robin@example.org"}');
INSERT INTO changes VALUES (12, 4, 'participants', 1, NULL, '{"id":1,"interaction_id":1,"contact_id":1}');
