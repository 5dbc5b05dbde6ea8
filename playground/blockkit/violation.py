"""What Slack says about a block that it refuses."""

from dataclasses import dataclass
from typing import Final

FAILED_CONSTRAINT: Final = "failed_constraint"
"""The code of every violation, but for those that Slack answers with an error code of their own."""

MSG_BLOCKS_TOO_LONG: Final = "msg_blocks_too_long"
"""The code when a message's blocks are too long together; ``chat.postMessage`` answers it as its error."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """The rule that was broken (``maxLength``, ``maxItems``, ``enum``, ``required``, …) and what it expects."""

    type: str
    expected: int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule of Block Kit.

    ``pointer`` is the JSON pointer from the method's argument on (``/blocks/0/text/text``, ``/view/title/text``);
    ``message`` is what stands in ``errors`` and, after ``[ERROR] ``, in ``response_metadata.messages``.
    """

    pointer: str
    code: str
    constraint: Constraint
    message: str

    @property
    def reason(self) -> str:
        """The message without its pointer, as ``blocks.validate`` gives it."""
        return self.message.removesuffix(f" [json-pointer:{self.pointer}]")


def violation(pointer: str, rule: Constraint, reason: str, *, code: str = FAILED_CONSTRAINT) -> Violation:
    """Build a violation whose message has Slack's form: the reason, then the pointer in brackets."""
    return Violation(pointer, code, rule, f"{reason} [json-pointer:{pointer}]")
