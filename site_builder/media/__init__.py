"""Photos into renditions, and fonts into subsets."""
