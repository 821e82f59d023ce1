"""The launcher: embedded services, the desk's own processes, one command.

Standard library only, except where a module says otherwise: it must be able to explain
in one line what is missing.
"""
