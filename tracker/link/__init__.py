"""What is found between articles, from the store alone: same claims, what a statement answers, same meetings."""
