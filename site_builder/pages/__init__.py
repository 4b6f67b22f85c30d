"""The catalogue into web pages, as values."""
