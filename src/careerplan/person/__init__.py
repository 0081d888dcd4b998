"""What the user owns: contacts, interactions, follow-ups and plans, as immutable records."""
