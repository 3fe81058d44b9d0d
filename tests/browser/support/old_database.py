"""Makes a tablet's database one of an older version: old_database.py DATABASE SCHEMA VERSION

What SCHEMA, the first migration, does not make is taken away, and the version is set. Prints what was taken away, a line
each. Errors: exit code 1 with SQLite's words.
"""

import sqlite3
import sys


def statements(text):
    """The statements of a script, one after the other."""
    waiting = ""
    for line in text.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def columns(database, table):
    return [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]


def objects(database, kind):
    query = "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"
    return [row[0] for row in database.execute(query, (kind,))]


def main(path, schema_path, version):
    old = sqlite3.connect(":memory:")
    with open(schema_path, encoding="utf-8") as schema:
        for statement in statements(schema.read()):
            # The index for search has a tokenizer that only the app knows; it is the same in every version.
            if "CREATE VIRTUAL TABLE" not in statement:
                old.execute(statement)
    database = sqlite3.connect(path, isolation_level=None)
    for kind in ("trigger", "index", "table"):
        for name in sorted(set(objects(database, kind)) - set(objects(old, kind))):
            database.execute(f'DROP {kind} IF EXISTS "{name}"')
            print(kind, name)
    for table in objects(old, "table"):
        for column in [name for name in columns(database, table) if name not in columns(old, table)]:
            database.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
            print("column", table, column)
    database.execute(f"PRAGMA user_version = {int(version)}")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
