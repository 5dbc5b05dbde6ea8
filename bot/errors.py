"""What keeps a process from starting and is the operator's to set right."""


class StartError(Exception):
    """Starting again would not help. The message is one line that begins with the variable to look at."""


class PortTakenError(StartError):
    """Somebody else listens there."""
