"""The source files, read as text and as syntax."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMUNITY = ROOT / "community"
TEMPLATES = ROOT / "templates"


def python_files(pattern: str = "**/*.py") -> list[Path]:
    return sorted(path for path in COMMUNITY.glob(pattern) if "__pycache__" not in path.parts)


def template_files() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def name_of(path: Path) -> str:
    """The path as one says it: "community/forum/actions.py"."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def area_of(path: Path) -> str:
    """The area that a file belongs to; empty for the files of the project itself."""
    parts = path.relative_to(COMMUNITY).parts
    return parts[0] if len(parts) > 1 else ""


def functions_of(path: Path) -> list[ast.FunctionDef]:
    """The functions that stand directly in a module."""
    return [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def is_public(node) -> bool:
    return not node.name.startswith("_")
