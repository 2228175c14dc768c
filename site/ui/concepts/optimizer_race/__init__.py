"""Optimizers racing down a loss surface."""
