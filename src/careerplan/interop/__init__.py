"""One module per format: text to checked records, with every fault at once, and back."""
