"""Server-sent events to open pages: one asynchronous process that listens to PostgreSQL. It has no tables."""
