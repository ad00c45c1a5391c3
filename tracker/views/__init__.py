"""The rows that queries return: a file for each question that a person asks of the store.

Rows hold plain values. An actor stands there by its key, which programs go by, and beside it by its name, which people
read. Dates are TIMEX3 values ("2022-03-14", "2022-W10", "2022-03") or None, never finer than the article; offsets count
code points of the article's text. Text is the article's own and is not yet safe to print: `render` makes it so.

A command imports the rows that it shows and no others: to make all these classes takes longer than many an answer.
"""
