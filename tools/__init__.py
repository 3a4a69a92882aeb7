"""Sets up what Evener needs to run and to be tested, inside the checkout, from the package registries alone.

Standard library only: this runs before anything is installed.
"""
