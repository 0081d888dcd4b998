"""The user's own records in SQLite: one module per kind of record, every write through ``atomic``."""
