"""A report that can be handed over: what some filters find, in one file, each row with the words it was read from.

The rows are those of the lists (`tracker.queries`), so a report never says what a list does not. `contents` gathers
them and numbers what is cited; `page`, `markdown` and `document` each show the same contents in a form; `writing`
puts a file in its place.
"""
