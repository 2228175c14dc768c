"""The network: where its parts are, what stands on them, what moves."""
