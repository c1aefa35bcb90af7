"""The close: drawer sessions, server checkouts and the numbered day close."""
