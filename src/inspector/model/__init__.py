"""The values that flow through Inspector: frozen, plain, without I/O.

unit → capture → dossier → finding → score → result. Every room may import these; they import nothing but errors.
"""
