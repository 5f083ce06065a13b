"""Where an attachment stands, and in which store its copy therefore lies.

A copy that nobody has passed yet waits in a store of its own: the public store never holds a byte that is not public.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.records.documents.attachments.examine import Found
from gongkai.records.documents.attachments.store import DamagedError, copy_to, discard
from gongkai.records.documents.attachments.treatment import Treatment
from gongkai.records.documents.models import PUBLIC_STATES, Attachment, AttachmentState
from gongkai.records.documents.queries import open_questions
from gongkai.records.ledger.actions import record_act, take_turn
from gongkai.rules.privacy.detect import mask
from gongkai.rules.privacy.edition import EDITION


def write(attachment: Attachment, made: Treatment, at: datetime) -> None:
    """What the treatment found, into the row; the state is settled afterwards."""
    attachment.public_digest, attachment.public_size = made.digest, made.size
    attachment.state = AttachmentState.REFUSED if made.hostile else AttachmentState.HELD
    attachment.reasons, attachment.left_out = made.reasons, made.left_out
    attachment.findings = findings(made.original.found)
    attachment.public_findings, attachment.unread = findings(made.public.found), made.public.unread
    attachment.redrawn = made.redrawn
    attachment.rules_edition, attachment.scanned_at = EDITION, at


def findings(found: list[Found]) -> list[dict[str, str]]:
    """As the row keeps them."""
    return [asdict(one) for one in found]


def settle(attachment: Attachment) -> None:
    """The state that follows from the findings and from what people vouched for; the copy goes where it then belongs.

    Must run in the transaction of the change. The copy is in its new place before the row says so, and leaves the old
    one when the row is committed.
    """
    if attachment.state == AttachmentState.REFUSED:
        return
    state = AttachmentState.HELD
    if not open_questions(attachment):
        masked = any(choice != "keep" for choice in attachment.choices.values())
        state = AttachmentState.MASKED if masked else AttachmentState.CLEAN
    if attachment.state != state:
        # A copy that is lost or altered has no place any more; its attachment is held all the same.
        with suppress(DamagedError) if state == AttachmentState.HELD else nullcontext():
            copy_to("public" if state in PUBLIC_STATES else "waiting", attachment.public_digest)
        attachment.state = state
        attachment.save(update_fields=["state"])
    tidy_after(attachment.public_digest)


def tidy_after(digest: str) -> None:
    """Once the transaction is committed, take the copy out of the stores that no attachment needs it in."""
    if digest:
        transaction.on_commit(lambda: _tidy(digest))


def _tidy(digest: str) -> None:
    with transaction.atomic():
        # In one's turn: nobody is just about to refer to what is taken away.
        take_turn()
        holders = Attachment.objects.filter(public_digest=digest)
        if not holders.filter(state__in=PUBLIC_STATES).exists():
            discard("public", digest)
        if not holders.exclude(state__in=PUBLIC_STATES).exists():
            discard("waiting", digest)


def act(verb: str, attachment: Attachment, by: str, at: datetime, detail: dict[str, Any]) -> None:
    """Leave the act of a verb; the name of the file is masked, for a name may hold a number."""
    record_act(
        verb=verb,
        subject_kind="attachment",
        subject_key=str(attachment.pk),
        body_code=attachment.version.document.body.code,
        by=by,
        at=at,
        article="gebaofa-2021:51",
        detail={"name": mask(attachment.name), "version": attachment.version_id} | detail,
    )
