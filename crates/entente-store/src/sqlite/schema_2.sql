-- What format 2 adds: tokens, proposals and redactions. The last column of each row is a hash over the others, since
-- the chain does not cover them; a row is found altered by it.

-- By what a principal is known. The secret is never kept, only its SHA-256.
CREATE TABLE token (
    id INTEGER NOT NULL PRIMARY KEY,
    principal TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'curator', 'admin')),
    secret_sha256 TEXT NOT NULL UNIQUE CHECK (length(secret_sha256) = 64),
    created_at_us INTEGER NOT NULL,
    expires_at_us INTEGER,
    revoked_at_us INTEGER,
    last_used_at_us INTEGER,
    hash TEXT NOT NULL
) STRICT;

-- Changes that somebody would make, and what became of them. The revision is that of the commit by which it was
-- accepted.
CREATE TABLE proposal (
    number INTEGER NOT NULL PRIMARY KEY,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    client_key TEXT,
    client_hash TEXT,
    base_revision INTEGER NOT NULL,
    created_at_us INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'withdrawn')),
    decided_by TEXT,
    decided_at_us INTEGER,
    reason TEXT,
    revision INTEGER REFERENCES tx (revision),
    hash TEXT NOT NULL,
    CHECK ((state = 'open') = (decided_by IS NULL)),
    CHECK ((state = 'accepted') = (revision IS NOT NULL))
) STRICT;
CREATE INDEX proposal_state ON proposal (state, number);
CREATE UNIQUE INDEX proposal_client_key ON proposal (author, client_key) WHERE client_key IS NOT NULL;

CREATE TABLE proposal_change (
    proposal INTEGER NOT NULL REFERENCES proposal (number),
    ord INTEGER NOT NULL,
    noun TEXT NOT NULL CHECK (noun IN ('source', 'actor', 'agreement')),
    id TEXT NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('record', 'amend', 'withdraw')),
    body TEXT,
    body_hash TEXT,
    PRIMARY KEY (proposal, ord)
) STRICT;

CREATE TABLE proposal_comment (
    proposal INTEGER NOT NULL REFERENCES proposal (number),
    ord INTEGER NOT NULL,
    author TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (proposal, ord)
) STRICT;

-- Bodies of the log that were blanked. What stays of a body reads as a record of the same type and identifier;
-- body_hash is the hash that the body had, which the chain covers, and skeleton_hash that of what stayed.
CREATE TABLE redaction (
    revision INTEGER NOT NULL,
    ord INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    principal TEXT NOT NULL,
    reason TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    skeleton_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (revision, ord),
    FOREIGN KEY (revision, ord) REFERENCES change (revision, ord)
) STRICT;
