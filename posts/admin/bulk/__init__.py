"""What is done to many texts at once, and the trash."""
