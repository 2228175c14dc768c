"""What a lab gives away, and takes back: a link, its state, its history, its data, its figures."""
