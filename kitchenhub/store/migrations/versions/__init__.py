"""The revisions, oldest first. Released ones are never changed."""
