"""From records to what a person or a program reads: screens, JSON, Markdown, CSV and plain lines."""
