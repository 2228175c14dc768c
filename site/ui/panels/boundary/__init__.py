"""The picture of the decision boundary."""
