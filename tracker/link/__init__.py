"""What is found between articles, from the store alone: same claims, what a statement answers, same meetings.

`contests.py` alone works before, on what was read of one article: which of its assertions are denials.
"""
