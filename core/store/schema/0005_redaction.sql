-- The tablet's database, version 5: payloads in their redacted form (domain/redaction.h). `redaction` is the event id of the
-- order by which it was done, NULL = the payload is what was hashed.
ALTER TABLE event ADD COLUMN redaction BLOB;
ALTER TABLE kept_apart ADD COLUMN redaction BLOB;
