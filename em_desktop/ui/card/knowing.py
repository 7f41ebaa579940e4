"""What a document knows, as a review card needs it."""

from em_desktop.review.card.known import Known
from em_desktop.review.course import Course
from em_desktop.session.document import Document


def known_of(document: Document, course: Course) -> Known:
    """Return what is known of an open roster now, whose review goes on in some way."""
    return Known(
        document.workspace,
        document.reading,
        document.status,
        document.suggestions,
        document.freshness,
        document.worth_a_look,
        is_exported=not document.unsaved,
        is_blind=document.is_blind,
        course=course,
    )
