"""Keys and sealed rows: the one place of the web that encrypts.

What a person tells lies on the server as one row sealed under a key that only their cookie holds. Who has the database
has noise; who has the cookie's key and no row has nothing.
"""
