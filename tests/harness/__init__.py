"""The outside world that tests stand in: a local Slack, a local Teams, real databases, a browser, Slack's own types."""
