"""Takes what the outbox holds to Slack: every message once, whatever gets lost on the way."""
