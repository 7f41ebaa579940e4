"""How far a fit can be trusted, on the screen."""
