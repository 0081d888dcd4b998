"""What is known: cited, read-only records, and how they are read from YAML."""
