"""``make mutants``: small faults are put into facilitation/, one at a time, to see whether a test notices.

mutmut makes the faults; docs/mutants.md says what is run, with which sample, and what nobody noticed.
"""
