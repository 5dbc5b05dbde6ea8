"""What goes to Slack, as Slack gets it."""

import json
from typing import Any


def as_json(rendered: object) -> Any:
    """As it goes over the wire."""
    return json.loads(json.dumps(rendered))
