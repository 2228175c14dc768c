"""The labs of a page: what knows the browser, feeds it, and runs in its frames."""
