"""Beyond one machine: several processes on PostgreSQL, hints over Redis, several restaurants."""
