"""The outbox and who works it off."""
