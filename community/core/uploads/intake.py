"""What the web server keeps of a file while it arrives: up to the limit, in memory. What is more is let pass by."""

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

from .limits import MOST_BYTES


class UpToTheLimit(MemoryFileUploadHandler):
    """Takes a file of up to MOST_BYTES, and no second one beyond that in the same form; never one on disk.

    Of a larger one nothing is kept, and ``request.file_was_too_large`` says so. The other fields of the form, and so
    what was typed, arrive all the same.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - as Django calls it
        self.activated = True
        self.left = MOST_BYTES

    def receive_data_chunk(self, raw_data, start):
        self.left -= len(raw_data)
        if self.left < 0:
            self.request.file_was_too_large = True
            raise SkipFile
        self.file.write(raw_data)
