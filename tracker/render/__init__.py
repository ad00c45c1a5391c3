"""From rows to what a person or a program reads. Styled text starts here and nowhere else."""
