"""The public site: three doors, one question at a time, an answer."""
