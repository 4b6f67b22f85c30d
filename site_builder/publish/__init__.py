"""Pages and media into a folder that people can open."""
