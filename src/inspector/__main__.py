"""`python -m inspector`."""

from inspector.cli import main

if __name__ == "__main__":  # processes of an engine's own import this file too
    main()
