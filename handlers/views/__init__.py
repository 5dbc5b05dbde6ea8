"""Block Kit, pure: what people see of domain objects, in their language. Nothing here reads, waits or decides."""
