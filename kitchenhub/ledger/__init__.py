"""The books: a double-entry journal and the accounts things are posted to."""
