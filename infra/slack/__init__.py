"""The way to Slack's Web API."""
