"""Compile a folder of products (YAML and photos) into a bilingual static catalogue."""

__version__ = "0.2.0"
