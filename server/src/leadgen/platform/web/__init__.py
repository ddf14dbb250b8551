"""What a route of any floor needs: who asks, the transaction, answers given once, uploads, problems.

A router declares paths below a workspace and never mentions the slug:

    router = APIRouter(tags=["Imports"])

    @router.post("/imports/{id}/commit", operation_id="commit_import", status_code=202,
                 response_model=Import, responses=problems(NotMapped))
    async def commit_import(id: UUID, identity: Access, session: WorkspaceTx, once: Once) -> Response:
        \"\"\"Apply what the review showed. ...\"\"\"
        return await once(lambda: service.commit(session, identity.actor, id))

Every operation stands in its module's `access.RULES`, with the roles that may do it and the scope a key
needs; one without a row stops the start.
"""

from leadgen.platform.web.access import Access, Credential
from leadgen.platform.web.idempotency import Once
from leadgen.platform.web.paging import Paged, PagedBy100
from leadgen.platform.web.problem import FieldProblem, Problem, problems
from leadgen.platform.web.schema import RawJson, Schema, example
from leadgen.platform.web.state import Db, WebState
from leadgen.platform.web.transaction import WorkspaceTx
from leadgen.platform.web.upload import UPLOAD_BODY, Upload

__all__ = [
    "UPLOAD_BODY",
    "Access",
    "Credential",
    "Db",
    "FieldProblem",
    "Once",
    "Paged",
    "PagedBy100",
    "Problem",
    "RawJson",
    "Schema",
    "Upload",
    "WebState",
    "WorkspaceTx",
    "example",
    "problems",
]
