"""Rule kinds: how a rule looks for what it describes."""
