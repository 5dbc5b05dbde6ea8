"""What the doctor found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what to do about it if it is not as it must be."""

    what: str
    remedy: str | None = None

    def __str__(self) -> str:
        return f"✓ {self.what}" if self.remedy is None else f"✗ {self.what}\n  → {self.remedy}"
