"""Compile a folder of products (YAML and photos) into a bilingual static catalogue."""

__version__ = "0.2.0"

CONFIG_FILE = "mkdocs.yml"
"""The file of settings that is read where none is named."""
