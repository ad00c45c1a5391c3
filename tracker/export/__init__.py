"""The forms that other programs read: STIX, TimelineJS, iCalendar, ClaimReview, BibTeX, CSV and Parquet.

One module a form, each a function that turns what was asked for into pieces of a file, in order. The same store and
filters give the same bytes: ids are made of the store's ids, and times are the store's own, never the clock's. Nothing
is made finer than an article has it; where a form demands what is not known, the row is left out and counted.
"""
