"""Alerts: what people must know about, raised once and cleared when it is over."""
