"""Who may do what with the files of a paper."""

from __future__ import annotations

from gongkai.records.bodies.models import Role
from gongkai.records.bodies.permissions import (
    SUBTREE_ROLES,
    WRITING_ROLES,
    Viewer,
    changes_content_of,
    reaches,
    sees_content_of,
)
from gongkai.records.documents.models import Attachment, Clearance, Version


def attaches_to(viewer: Viewer, version: Version) -> bool:
    """Adds, masks and removes files of a draft: whoever writes for the body."""
    return changes_content_of(viewer, version.document.body)


def sees_files_of(viewer: Viewer, version: Version) -> bool:
    """Reads the findings, and the public copy before it is public: whoever sees the body's content.

    The sealed original is served to nobody.
    """
    return sees_content_of(viewer, version.document.body)


def clears(viewer: Viewer, attachment: Attachment) -> bool:
    """Vouches for a finding or a picture: a writer of the body, or the reviewer or leader above it."""
    roles = WRITING_ROLES | frozenset({Role.REVIEWER, Role.LEADER})
    return reaches(viewer, attachment.version.document.body.code, roles)


def seconds(viewer: Viewer, clearance: Clearance) -> bool:
    """Is the second person: a clerk, reviewer or leader of the town, and never whoever gave the clearance."""
    roles = SUBTREE_ROLES - {Role.AUDITOR}
    code = clearance.attachment.version.document.body.code
    return viewer.person_id != clearance.given_by_id and reaches(viewer, code, roles)
