"""What can be done. One use case is one unit of work; nothing here calls Slack."""
