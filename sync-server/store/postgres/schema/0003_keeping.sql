-- One row: the X25519 secret key of this deployment. Tablets seal files of unsent work to its public half.
CREATE TABLE sealing (
    only_row BIGINT PRIMARY KEY CHECK (only_row = 1),
    secret BYTEA NOT NULL
);

-- The directory carries the public half: tablets are to fetch it.
UPDATE department SET directory_version = directory_version + 1;
