"""The speed figures, each against a floor taken in the same run."""
