"""PostgreSQL, with composite keys and row-level security written by the schema editor (stack.md 2.3, 2.4)."""
