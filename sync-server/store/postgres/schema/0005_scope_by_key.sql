-- Which complaints somebody may see: read when few of them lie among very many new events.
CREATE INDEX scope_by_key ON scope (department, scope, complaint) INCLUDE (since_change) WHERE until_change = 0;
