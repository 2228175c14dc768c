"""An activation and its derivative."""
