"""The catalogue onto paper and pictures."""
