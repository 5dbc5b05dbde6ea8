"""Where blocks can stand."""

from enum import StrEnum


class Surface(StrEnum):
    """A place for blocks, with its own allowed blocks and elements."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"
