"""Read the content: YAML and prose in, a catalogue or problems out."""
