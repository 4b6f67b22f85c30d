"""From files to a catalogue: read with places, judged by the rules, nothing published that may not be."""
