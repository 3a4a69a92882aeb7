"""Nudges: private, few, explained offers to those who convene or sponsor; one file for each kind."""
