"""What is known about domains of e-mail addresses."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class MailDomainRow(Base):
    """An answer about a domain (in ASCII), and until when it is taken for the present one.

    `catch_all_at`: when a verifier last said of a mailbox there that the domain takes every address.
    """

    __tablename__ = "mail_domain"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    domain: Mapped[str] = mapped_column(Text, primary_key=True)
    answer: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    catch_all_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
