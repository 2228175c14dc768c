"""Python that runs at build: lessons, pages, the runtime, the bundle, the zip, the server."""
