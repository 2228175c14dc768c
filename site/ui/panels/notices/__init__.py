"""What a lab says, and what a person should know before going on."""
