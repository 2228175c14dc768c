"""The tabs of a lab."""
