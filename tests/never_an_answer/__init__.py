"""The adversarial suite: people who want an answer from the clinic, by every trick we know, and what they get."""
