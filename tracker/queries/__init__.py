"""One function for each question that a person asks of the store, on a read-only connection, returning typed rows.

Each takes the connection (tracker.store.opening.open_to_read) and Filters, and returns Found: the rows, and how many
others were left out. Only sqlite3 is imported, so a question is answered in a moment. A question is in the module of
its name; `every` has them all.
"""
