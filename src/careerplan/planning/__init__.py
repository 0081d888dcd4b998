"""Pure functions of the catalog, the person and a day; nothing here reads a file, a clock or a screen."""
