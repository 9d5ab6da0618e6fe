"""The intranet portal of an education office's General Affairs Division."""

__version__ = "0.1.0"
