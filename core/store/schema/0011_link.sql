-- The tablet's database, version 11: which complaints name another one, found from that one's side.
CREATE TABLE link (
    other BLOB NOT NULL,        -- id of the complaint that is named, whether it is here or not
    complaint INTEGER NOT NULL, -- ref of the one that names it
    PRIMARY KEY (other, complaint)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_by_complaint ON link (complaint);

-- Those of before are noted as they are made anew.
INSERT INTO refold (complaint) SELECT DISTINCT sequence >> 20 FROM event WHERE kind IN ('link', 'cancel')
ON CONFLICT DO NOTHING;
