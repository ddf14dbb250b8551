/** The one door to the server: same origin, cookie session, typed errors. */
import type { FieldProblem, Problem } from '@leadgen/client';
import { client } from '@leadgen/client/core';

/** A refusal of the server, with its own sentence as the message. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly fields: readonly FieldProblem[];

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.retryable = problem.retryable ?? status >= 500;
    this.fields = problem.errors ?? [];
  }

  /** The sentence about one field, or the general one. */
  about(field: string): string {
    return this.fields.find((problem) => problem.field === field)?.message ?? this.message;
  }
}

/** The request never reached the server, or its answer never came back. */
export class ConnectionLost extends ApiError {
  constructor() {
    super(0, { code: 'connection_lost', retryable: true });
    this.name = 'ConnectionLost';
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

client.setConfig({ baseUrl: '', credentials: 'same-origin' });

client.interceptors.error.use((body, response) => {
  if (response === undefined) return body instanceof DOMException ? body : new ConnectionLost();
  if (response.status === 401) onSignedOut();
  return new ApiError(response.status, isProblem(body) ? body : {});
});

export function asApiError(error: unknown): ApiError | null {
  return error instanceof ApiError ? error : null;
}

/** Header of an act that must happen once, however often the button or the network repeats it. */
export function once(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': crypto.randomUUID() };
}
