"""What 42Partner is: its words, its rules and what can be done, free of Slack, SQL and clocks."""
