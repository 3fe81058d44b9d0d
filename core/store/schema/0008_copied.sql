-- The tablet's database, version 8: whether another tablet works under this one's identity.
ALTER TABLE tablet ADD COLUMN copied INTEGER NOT NULL DEFAULT 0; -- 1 until it is enrolled as another device
