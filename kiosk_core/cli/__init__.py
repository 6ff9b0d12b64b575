"""The command line (docs/cli.md). Each command's module is loaded when that command is given, not before."""

from .root import main, root

__all__ = ["main", "root"]
