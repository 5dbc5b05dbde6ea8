"""What people do: commands, clicks, submissions, words, memberships, each the same from a window or a test."""
