"""What people do to find and meet each other."""
