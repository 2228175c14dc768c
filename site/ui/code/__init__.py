"""The code panel without its view: the program that is shown, its highlighting, its numbers."""
