"""The pages about peers."""
