"""What the program knows before it reads: actors and their offices, titles, places, newsrooms, and lists of words.

The data files stand beside the code that reads them; SOURCES.md says where each comes from.
"""
