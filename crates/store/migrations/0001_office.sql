-- The records of one office. Times are RFC 3339 in UTC, hashes lower-case hexadecimal
-- (messages with their `sha256:`), JSON is text.

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One row per act. The leaf of the Merkle tree is made of `entry`, which holds the salted
-- commitment to `body` and no personal data. Erasing an act empties `salt` and `body`.
CREATE TABLE act (
    leaf  INTEGER PRIMARY KEY,
    kind  TEXT NOT NULL,
    at    TEXT NOT NULL,
    entry BLOB NOT NULL,
    salt  BLOB,
    body  TEXT
) STRICT;

-- Stored hashes of the tree, in the order of liaison-log's stored hash index.
CREATE TABLE log_hash (
    idx  INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE list (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    edition     TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    records     INTEGER NOT NULL,
    leaf        INTEGER NOT NULL REFERENCES act (leaf)
) STRICT;

CREATE TABLE record (
    list   TEXT NOT NULL,
    id     TEXT NOT NULL,
    digest TEXT NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (list, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE partner (
    code       TEXT PRIMARY KEY,
    card       TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

-- Every message that was signed here or taken in, with the receipt for it.
CREATE TABLE message (
    hash      TEXT PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    partner   TEXT NOT NULL REFERENCES partner (code),
    seq       INTEGER NOT NULL,
    thread    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    at        TEXT NOT NULL,
    envelope  BLOB NOT NULL,
    leaf      INTEGER NOT NULL REFERENCES act (leaf),
    receipt   BLOB,
    UNIQUE (direction, partner, seq)
) STRICT;

-- A second message under a number that the partner had used: proof against the sender.
CREATE TABLE conflict (
    hash     TEXT PRIMARY KEY,
    partner  TEXT NOT NULL,
    envelope BLOB NOT NULL,
    leaf     INTEGER NOT NULL REFERENCES act (leaf)
) STRICT;

-- Messages that the partner has not receipted, sealed and ready to travel.
CREATE TABLE outbox (
    hash       TEXT PRIMARY KEY REFERENCES message (hash),
    partner    TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    bytes      BLOB NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    next_at    TEXT NOT NULL,
    last_error TEXT
) STRICT;

CREATE TABLE request (
    id         TEXT PRIMARY KEY,
    reference  TEXT NOT NULL,
    direction  TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    partner    TEXT NOT NULL REFERENCES partner (code),
    thread     TEXT NOT NULL,
    state      TEXT NOT NULL,
    due        TEXT NOT NULL,
    created_at TEXT NOT NULL,
    body       TEXT NOT NULL,
    leaf       INTEGER NOT NULL REFERENCES act (leaf),
    UNIQUE (direction, partner, reference)
) STRICT;

-- What the office's own lists hold about the person of a request.
CREATE TABLE hit (
    request TEXT NOT NULL REFERENCES request (id),
    place   INTEGER NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (request, place)
) STRICT, WITHOUT ROWID;

-- Transport signatures seen, so that a copied request is told apart from a resend.
CREATE TABLE nonce (
    partner TEXT NOT NULL,
    nonce   TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (partner, nonce)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_due ON outbox (partner, seq);
CREATE INDEX message_thread ON message (thread);
CREATE INDEX request_state ON request (direction, state);
