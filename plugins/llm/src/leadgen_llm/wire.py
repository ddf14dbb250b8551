"""The question as the provider's own library sends it. Imported when a model is asked: it takes a second."""

from collections.abc import Sequence
from decimal import Decimal

import httpx2
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI
from pydantic_ai.direct import model_request
from pydantic_ai.messages import ModelRequest, ModelResponse, SystemPromptPart, ToolCallPart, UserPromptPart
from pydantic_ai.models import Model as AnyModel
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import ToolDefinition

from leadgen_llm.asking import Model, Question
from leadgen_llm.reply import Reply
from leadgen_llm.transport import Transport
from leadgen_llm.troubles import refusal_of
from leadgen_sdk.enriching import Cost, Net, Page, Trouble

_NAME = "found"
_MOST_TOKENS = 8000
_NO_KEY = "none"  # the libraries insist on one; it is not sent


async def ask(model: Model, question: Question, net: Net) -> Reply | Trouble:
    """Asked once. Whatever comes back, an answer or trouble in values."""
    transport = Transport(net, has_key=bool(model.key))
    async with httpx2.AsyncClient(transport=transport) as client:
        try:
            response = await model_request(
                _model(model, client),
                [ModelRequest([SystemPromptPart(question.instructions), UserPromptPart(question.text)])],
                model_settings=ModelSettings(max_tokens=_MOST_TOKENS),
                model_request_parameters=_parameters(model, question),
            )
        except Exception as error:  # noqa: BLE001 - whatever a library makes of a stranger's answer
            return _trouble(transport.outcome, error)
    refusal = refusal_of(transport.outcome) if isinstance(transport.outcome, Page) else None
    return refusal or _reply(model, response)


def _model(model: Model, client: httpx2.AsyncClient) -> AnyModel:
    """No library asks again by itself: that would pay twice."""
    key = model.key or _NO_KEY
    if model.provider == "anthropic":
        theirs = AsyncAnthropic(
            api_key=key, base_url=model.address, http_client=client, max_retries=0, timeout=None
        )
        return AnthropicModel(model.name, provider=AnthropicProvider(anthropic_client=theirs))
    ours = AsyncOpenAI(api_key=key, base_url=model.address, http_client=client, max_retries=0, timeout=None)
    return OpenAIChatModel(model.name, provider=OpenAIProvider(openai_client=ours))


def _parameters(model: Model, question: Question) -> ModelRequestParameters:
    schema = dict(question.schema)
    if model.form == "schema":
        form = OutputObjectDefinition(json_schema=schema, name=_NAME, strict=True)
        return ModelRequestParameters(output_mode="native", output_object=form)
    tool = ToolDefinition(
        name=_NAME,
        description="Hand in what was found.",
        parameters_json_schema=schema,
        kind="output",
    )
    return ModelRequestParameters(output_mode="tool", output_tools=[tool], allow_text_output=False)


def _trouble(outcome: Page | Trouble | None, error: Exception) -> Trouble:
    if isinstance(outcome, Trouble):
        return outcome
    refusal = refusal_of(outcome) if outcome is not None else None
    return refusal or Trouble("invalid", f"The provider's answer could not be read ({type(error).__name__}).")


def _reply(model: Model, response: ModelResponse) -> Reply:
    calls = [part for part in response.parts if isinstance(part, ToolCallPart) and part.tool_name == _NAME]
    text = calls[0].args_as_json_str() if calls else response.text or ""
    cut = response.finish_reason == "length"
    return Reply(text, response.model_name or model.name, cut, _costs(model, response))


def _costs(model: Model, response: ModelResponse) -> Sequence[Cost]:
    """In dollars where the provider's prices are known; else the tokens."""
    usage = response.usage
    if model.is_theirs:
        try:
            return (Cost(Decimal(response.cost().total_price), "USD"),)
        except LookupError:  # a model younger than the list of prices
            pass
    tokens = usage.input_tokens + usage.output_tokens
    return (Cost(Decimal(tokens), "tokens"),) if tokens > 0 else ()
