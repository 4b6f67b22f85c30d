"""The printed catalogue as a PDF."""
