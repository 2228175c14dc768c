"""How a page says things: numbers, names, titles, and what somebody typed. It needs nothing else
of the house."""
