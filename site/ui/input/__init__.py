"""What people and host pages do: keys, pointers, fields, messages."""
