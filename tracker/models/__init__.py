"""Trained models, each in a folder with its card, the code that runs it and the code that trains it."""
