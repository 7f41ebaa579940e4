"""Pages put on a printer or into a PDF, one at a time, so that the window goes on."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QTimer, Signal
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from em_desktop import __version__
from em_desktop.ui.paper.painting import Brush
from em_desktop.ui.paper.sheet import PER_INCH, Pages

_RESOLUTION = 1200


class PageRun(QObject):
    """Puts pages on a device, a page for each turn of the event loop.

    Attributes:
        progressed: the share that is done.
        finished: all pages are there, or it was cancelled: whether they are.

    Args:
        pages: to put there.
        device: a printer or a PDF writer; kept until all is done.
        parent: that it belongs to.
    """

    progressed = Signal(object)
    finished = Signal(bool)

    def __init__(self, pages: Pages, device: QPagedPaintDevice, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._device = pages, device
        self._brush, self._at = Brush(), 0
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        """Begin."""
        if not self._painter.begin(self._device):
            self.finished.emit(False)
            return
        self._timer.start()

    def cancel(self) -> None:
        """Stop; what was put there so far is of no use."""
        if self._timer.isActive():
            self._end(whole=False)

    def close(self) -> None:
        """Stop, and say nothing."""
        self._timer.stop()
        if self._painter.isActive():
            self._painter.end()

    def _next(self) -> None:
        pages = self._pages.pages
        if self._at >= len(pages):
            self._end(whole=True)
            return
        if self._at and not self._device.newPage():
            self._end(whole=False)
            return
        device = self._painter.device()
        self._painter.save()
        self._painter.scale(device.logicalDpiX() / PER_INCH, device.logicalDpiY() / PER_INCH)
        self._brush.paint(self._painter, pages[self._at])
        self._painter.restore()
        self._at += 1
        self.progressed.emit(self._at / len(pages))

    def _end(self, *, whole: bool) -> None:
        self._timer.stop()
        self._painter.end()
        self.finished.emit(whole)


class PdfRun(PageRun):
    """Makes a PDF in memory.

    Args:
        pages: of it.
        parent: that it belongs to.
    """

    def __init__(self, pages: Pages, parent: QObject) -> None:
        self._bytes = QByteArray()
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(self._buffer)
        writer.setTitle(pages.title)
        writer.setCreator(f"EM Desktop {__version__}")
        writer.setResolution(_RESOLUTION)
        whole_sheet(writer, pages)
        super().__init__(pages, writer, parent)

    @property
    def content(self) -> bytes:
        """The bytes, once all pages are there."""
        return bytes(self._bytes.data())


def whole_sheet(device: QPagedPaintDevice, pages: Pages) -> None:
    """Let a device paint on the whole sheet; the pages have margins of their own."""
    size = QPageSize(pages.sheet.points, QPageSize.Unit.Point)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)
