"""Answers that are no list: a checked sentence, what was searched, one record, the numbers of a store, a story.

Each has a layout of its own on a terminal and one object in JSON; in the formats that have only rows it is a row for
each of its lines.
"""
