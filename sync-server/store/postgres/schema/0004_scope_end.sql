-- Sight that ends: the change with which a key stopped showing its complaint, 0 = it still does.
ALTER TABLE scope ADD COLUMN until_change BIGINT NOT NULL DEFAULT 0;

CREATE INDEX scope_ended ON scope (department, until_change) WHERE until_change > 0;
