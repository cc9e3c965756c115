"""Nothing is lost: one fault at a time, in a real browser, against a real server."""
