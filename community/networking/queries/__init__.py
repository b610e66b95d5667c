"""What the pages about peers read."""
