"""careerplan: a command-line career planner for corrections and community supervision."""

__version__ = "0.1.0"
