/** The one door to the server: same origin, cookie session, typed errors. */
import type { FieldProblem, Problem } from '@leadgen/client';
import { client } from '@leadgen/client/core';

/** A refusal of the server, with its own sentence as the message. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly fields: readonly FieldProblem[];
  /** How long the server asks to wait, in seconds; null where it does not say. */
  readonly retryAfterS: number | null;

  constructor(status: number, problem: Partial<Problem>, retryAfterS: number | null = null) {
    super(problem.detail ?? problem.title ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.retryable = problem.retryable ?? status >= 500;
    this.fields = problem.errors ?? [];
    this.retryAfterS = retryAfterS;
  }

  /** The sentence about one field, or the general one. */
  about(field: string): string {
    return this.fields.find((problem) => problem.field === field)?.message ?? this.message;
  }
}

/** The request never reached the server, or its answer never came back. */
export class ConnectionLost extends ApiError {
  /** A call that only reads has changed nothing; of any other nobody knows. */
  readonly mayHaveActed: boolean;

  constructor(method: string) {
    super(0, { code: 'connection_lost', retryable: true });
    this.name = 'ConnectionLost';
    this.mayHaveActed = method !== 'GET';
  }
}

function isProblem(body: unknown): body is Partial<Problem> {
  return typeof body === 'object' && body !== null;
}

let onSignedOut: () => void = () => undefined;

/** Called whenever the server says that there is no session any more. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

let onAnswer: (answered: boolean) => void = () => undefined;

/** Called with every answer, and with every call that got none. */
export function whenAnswered(act: (answered: boolean) => void): void {
  onAnswer = act;
}

let onForbidden: () => void = () => undefined;

/** Called when the server refuses by the role: it may have changed since the session was asked for. */
export function whenForbidden(act: () => void): void {
  onForbidden = act;
}

client.setConfig({ baseUrl: '', credentials: 'same-origin' });

client.interceptors.response.use((response) => {
  onAnswer(true);
  return response;
});

client.interceptors.error.use((body, response, request) => {
  if (response === undefined) return body instanceof DOMException ? body : lost(request.method);
  const problem = new ApiError(response.status, isProblem(body) ? body : {}, secondsOf(response.headers.get('Retry-After')));
  // Other refusals of 401 are about a password or a code just typed; whoever typed it stays where they are.
  if (problem.status === 401 && problem.code === 'sign_in_required') onSignedOut();
  if (problem.code === 'role_forbids') onForbidden();
  return problem;
});

function lost(method: string): ConnectionLost {
  onAnswer(false);
  return new ConnectionLost(method);
}

/** "12" → 12; the date form of the header is not used by this server. */
function secondsOf(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}

export function asApiError(error: unknown): ApiError | null {
  return error instanceof ApiError ? error : null;
}

/** Header of an act that must happen once, however often the button or the network repeats it. */
export function once(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': crypto.randomUUID() };
}
