"""What a lab gives away as files, and takes back: its state, its history, its data, its figures."""
