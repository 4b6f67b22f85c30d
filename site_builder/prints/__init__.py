"""Makes paper and pictures of the catalogue: labels, sheets, brochure, social cards, slides."""
