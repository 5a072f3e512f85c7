"""The command line: one command a verb, each thin. Exit status: 0 done, 1 some inputs failed, 2 wrong usage."""

from almenara.cli.app import main

__all__ = ["main"]
