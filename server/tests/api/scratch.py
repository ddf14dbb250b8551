"""A small stage of its own, to try what every route is promised."""

from uuid import UUID, uuid4

from fastapi import APIRouter, Response
from sqlalchemy import text

from leadgen.kernel.errors import Conflict
from leadgen.pipeline.assembly import Product
from leadgen.platform.auth.roles import EDITOR_UP, Rule, Scope
from leadgen.platform.blobs import service as blobs
from leadgen.platform.events.service import publish
from leadgen.platform.web import UPLOAD_BODY, Access, Once, Schema, Upload, WorkspaceTx

router = APIRouter()


class Note(Schema):
    """What the scratch stage keeps: tags."""

    name: str


class Kept(Schema):
    """The note with its id, another one for each act."""

    id: UUID
    name: str


class Refusal(Conflict):
    """The scratch stage refuses."""


@router.post("/notes", operation_id="create_note", status_code=201, response_model=Kept)
async def create_note(body: Note, identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Keep a note; the name `refused` is refused after it was written."""

    async def act() -> Kept:
        kept = Kept(id=uuid4(), name=body.name)
        statement = "INSERT INTO tag (workspace_id, id, name, key) VALUES (:w, :id, :name, :id)"
        await session.execute(text(statement), {"w": identity.workspace_id, "id": kept.id, "name": kept.name})
        await publish(session, topic="operation", ref_id=kept.id)
        if body.name == "refused":
            raise Refusal("This name is refused. Take another.")
        return kept

    return await once(act)


@router.post("/late", operation_id="fail_late")
async def fail_late(session: WorkspaceTx) -> Note:
    """Succeeds, but its commit does not."""
    await session.execute(text("CREATE TEMP TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
    await session.execute(text("INSERT INTO late VALUES (1), (1)"))
    return Note(name="all is well")


@router.post("/crash", operation_id="crash")
async def crash(session: WorkspaceTx) -> Note:
    """A mistake of ours."""
    raise ZeroDivisionError("secret detail")


@router.post(
    "/files", operation_id="upload_file", status_code=201, response_model=Note, openapi_extra=UPLOAD_BODY
)
async def upload_file(
    _: Access, body: Upload, session: WorkspaceTx, once: Once, name: str = "file"
) -> Response:
    """Store a file."""

    async def act() -> Note:
        blob = await blobs.store(session, body, kind="upload")
        return Note(name=f"{name} {blob.size} {blob.digest.hex()}")

    return await once(act, body=body.digest)


def product() -> Product:
    """The scratch stage alone."""
    operations = ("create_note", "fail_late", "crash", "upload_file")
    rule = Rule(EDITOR_UP, Scope.RECORDS_WRITE)
    return Product(routers=(router,), rules=dict.fromkeys(operations, rule), jobs=())
