"""The command line: one module per noun; each command parses, calls one or two functions and shows."""
