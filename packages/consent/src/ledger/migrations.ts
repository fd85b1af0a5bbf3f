/**
 * The schema, step by step: a file of version n has had the first n steps. A step that has been released never changes;
 * a new version is a new step at the end.
 *
 * `requests` is what happened, one row for each sampling request, and never changes. `reservations` is what limits
 * count: an estimate while a request is under way, then what it has used. Times are milliseconds since 1970, `tools` a
 * JSON array of names.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    session TEXT NOT NULL,
    server TEXT NOT NULL,
    tools TEXT NOT NULL,
    model TEXT,
    decision TEXT NOT NULL,
    request_diff TEXT,
    result_diff TEXT,
    was_sent INTEGER NOT NULL,
    input_tokens INTEGER,
    output_tokens INTEGER,
    cost_usd REAL,
    duration_ms INTEGER NOT NULL,
    person_ms INTEGER,
    outcome TEXT NOT NULL,
    request TEXT,
    result TEXT
  ) STRICT;
  CREATE INDEX requests_at ON requests (at);

  CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    session TEXT NOT NULL,
    server TEXT NOT NULL,
    tools TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    cost_usd REAL,
    expires_at INTEGER
  ) STRICT;
  CREATE INDEX reservations_server_at ON reservations (server, at);
  CREATE INDEX reservations_server_session ON reservations (server, session);
  `,
];
