"""From files to a catalogue: reads YAML with line numbers, checks the rules, removes what may not be published."""
