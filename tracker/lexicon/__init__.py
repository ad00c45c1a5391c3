"""What the program knows of the world before it reads: actors and their offices, and the words that report speech.

The data files stand beside the code that reads them; SOURCES.md says where each comes from.
"""
