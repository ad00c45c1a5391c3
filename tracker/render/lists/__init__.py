"""The columns of each list, in their order, a file for each; a command imports those that it shows."""
