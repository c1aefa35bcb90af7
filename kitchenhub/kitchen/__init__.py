"""The kitchen: stations, routing, tickets and the proof that a cook saw them."""
