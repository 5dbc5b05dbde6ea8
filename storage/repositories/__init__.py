"""One repository a port. Their statements are built once, at import: how many there are is what a request costs."""
