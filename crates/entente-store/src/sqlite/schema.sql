-- The tables of a store, format 1. Only integers and text, no triggers and no sequences, so that the same statements
-- serve another SQL engine. Times are microseconds since 1970, days are days since 1970-01-01; in the sqlite3 shell
-- date(start_earliest * 86400, 'unixepoch') writes a day. A day is NULL where it is unknown or unbounded.
--
-- The columns beside id, body and the revisions repeat what the body says, for people who read the file with other
-- tools; the program reads bodies only. Revisions are half-open: a version stood from from_revision until before
-- to_revision.

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Where the store stands; one row, updated by every commit, so that revisions have no gaps.
CREATE TABLE head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- Commits, one a revision. The hash covers that of the revision before, this row and the body hashes of the changes.
CREATE TABLE tx (
    revision INTEGER NOT NULL PRIMARY KEY,
    at_us INTEGER NOT NULL,
    principal TEXT NOT NULL,
    client_key TEXT,
    client_hash TEXT,
    note TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX tx_at ON tx (at_us);
CREATE UNIQUE INDEX tx_client_key ON tx (principal, client_key) WHERE client_key IS NOT NULL;

-- The log: what happened to which record. The body is the whole record as JSON; a withdrawal has none.
CREATE TABLE change (
    revision INTEGER NOT NULL REFERENCES tx (revision),
    ord INTEGER NOT NULL,
    noun TEXT NOT NULL CHECK (noun IN ('source', 'actor', 'agreement')),
    id TEXT NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('record', 'amend', 'withdraw')),
    body TEXT,
    body_hash TEXT,
    PRIMARY KEY (revision, ord)
) STRICT;

CREATE TABLE source (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    date_earliest INTEGER,
    date_latest INTEGER,
    body TEXT NOT NULL,
    from_revision INTEGER NOT NULL
) STRICT;

CREATE TABLE source_hist (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    date_earliest INTEGER,
    date_latest INTEGER,
    body TEXT NOT NULL,
    from_revision INTEGER NOT NULL,
    to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
    PRIMARY KEY (id, from_revision)
) STRICT;

CREATE TABLE actor (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    start_earliest INTEGER,
    start_latest INTEGER,
    end_earliest INTEGER,
    end_latest INTEGER,
    body TEXT NOT NULL,
    from_revision INTEGER NOT NULL
) STRICT;

CREATE TABLE actor_hist (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    start_earliest INTEGER,
    start_latest INTEGER,
    end_earliest INTEGER,
    end_latest INTEGER,
    body TEXT NOT NULL,
    from_revision INTEGER NOT NULL,
    to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
    PRIMARY KEY (id, from_revision)
) STRICT;

CREATE TABLE agreement (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT,
    start_earliest INTEGER,
    start_latest INTEGER,
    end_earliest INTEGER,
    end_latest INTEGER,
    body TEXT NOT NULL,
    from_revision INTEGER NOT NULL
) STRICT;

CREATE TABLE agreement_hist (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT,
    start_earliest INTEGER,
    start_latest INTEGER,
    end_earliest INTEGER,
    end_latest INTEGER,
    body TEXT NOT NULL,
    from_revision INTEGER NOT NULL,
    to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
    PRIMARY KEY (id, from_revision)
) STRICT;
