"""What each hidden unit has learned of XOR."""
