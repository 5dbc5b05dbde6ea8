"""The process that solves pools: `python -m infra.solving.child`, pools in, solutions out, until its input ends.

What its parent and it say to each other are pickles, each behind its length. Nobody else can speak to it.
"""

import os
import pickle
import struct
import sys
from typing import BinaryIO, Final

LENGTH: Final = struct.Struct(">Q")
"""How long the pickle is that follows."""


def packed(anything: object) -> bytes:
    """Something as it goes over the pipe."""
    content = pickle.dumps(anything, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(content)) + content


def serve(came: BinaryIO, goes: BinaryIO) -> None:
    """Solves until there is nothing more to read."""
    from domain.matching.engine import solve  # noqa: PLC0415 the libraries are of use here alone

    while head := came.read(LENGTH.size):
        (length,) = LENGTH.unpack(head)
        pool = pickle.loads(came.read(length))  # nosec B301 # noqa: S301 our own parent wrote it
        goes.write(packed(solve(pool)))
        goes.flush()


def main() -> None:
    """Keeps standard output for solutions: whatever a library prints goes where errors go."""
    with os.fdopen(os.dup(1), "wb") as goes:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, goes)


if __name__ == "__main__":
    main()
