"""Play, pause, step, the speed, and the numbers of the run."""
