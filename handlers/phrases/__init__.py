"""What people type behind `/partner`, in Korean and English, as readings: pure functions, no clock of their own."""

from handlers.phrases.command import read_command
from handlers.phrases.moments import default_meets_at
from handlers.phrases.phrase import read_phrase
from handlers.phrases.readings import Command, Note, NotUnderstood, Prefill, Word

__all__ = [
    "Command",
    "NotUnderstood",
    "Note",
    "Prefill",
    "Word",
    "default_meets_at",
    "read_command",
    "read_phrase",
]
