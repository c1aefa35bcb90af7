"""The stock room: ingredients, recipes at work, moves, reservations and what is sold out."""
