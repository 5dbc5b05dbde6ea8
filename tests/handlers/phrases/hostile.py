"""Text that a careless pattern would take minutes for: one thing over and over, and an end that doesn't fit."""

LONGEST = 3000

SCRAPS = [
    "a",
    "가",
    "1",
    "0",
    " ",
    "(",
    '"',
    ":a",
    "a@",
    "1,",
    "1.",
    "1/2 ",
    "12:30 ",
    "3~",
    "내일",
    "먹을사람",
    "같이 ",
    "half past ",
    "\u0301",
    "<@",
]


def hostile(scrap: str) -> str:
    """As much of it as Slack lets through."""
    return "밥 " + scrap * (LONGEST // len(scrap)) + "!"
