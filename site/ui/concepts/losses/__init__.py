"""A loss and its gradients."""
