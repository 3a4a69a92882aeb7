"""The pulse: a few short questions to each member, answered in a tap, kept apart from names, given back to all."""
