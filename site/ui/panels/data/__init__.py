"""The data: the picture, the table, and the points that a learner puts there."""
