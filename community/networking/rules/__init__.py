"""Who may do what among peers."""
