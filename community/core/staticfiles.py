"""Static files with hashed names, compressed, and the style sheet as one file."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/app.css"
IMPORT = re.compile(r'@import "(?P<path>[^"]+)" layer\((?P<layer>[a-z]+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,])\s*")
AFTER_COLON = re.compile(r"(?<=[\w\])]):\s+")  # of a declaration; before ":" of a selector a space would matter


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Puts every ``@import … layer(x)`` of the style sheet into its ``@layer x`` block.

    The sources stay one file per component; a visitor fetches one file.
    """

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run and SHEET in paths:
            self._bundle()
            paths[SHEET] = (self, SHEET)  # hash and compress the bundle, not the source
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundle(self) -> None:
        with self.open(SHEET) as sheet:
            source = sheet.read().decode()
        bundle = bundle_sheet(source, self._read_part)
        self.delete(SHEET)
        self.save(SHEET, ContentFile(bundle.encode()))

    def _read_part(self, path: str) -> str:
        with self.open(f"css/{path}") as part:
            return part.read().decode()


def bundle_sheet(source: str, read) -> str:
    """The style sheet ``source`` with its imports written out; ``read(path)`` gives a part's text."""

    def write_out(match: re.Match) -> str:
        return f"@layer {match['layer']} {{{squeeze(read(match['path']))}}}"

    return IMPORT.sub(write_out, source)


def squeeze(sheet: str) -> str:
    """The sheet without comments and needless space. Ours have neither strings nor addresses with either."""
    one_line = SPACE.sub(" ", COMMENT.sub("", sheet)).strip()
    return AFTER_COLON.sub(":", AROUND.sub(r"\1", one_line)).replace(";}", "}")
