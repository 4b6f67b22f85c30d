"""The nouns of the catalogue and what is known of the OCOP programme: values without any input or output."""
