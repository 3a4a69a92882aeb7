"""The demo: a whole small workspace on one machine, where a person can be anybody and make time pass."""
