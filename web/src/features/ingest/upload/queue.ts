/**
 * Files on their way to the server, one after the other.
 *
 * The queue outlives screens: an upload goes on while somebody looks at contacts.
 * XMLHttpRequest is used because a fetch tells nothing about bytes that have left.
 */
import type { Import, Problem } from '@leadgen/client';
import { client } from '@leadgen/client/core';
import { useSyncExternalStore } from 'react';
import { ApiError, ConnectionLost, once } from '@/lib/api';

/** What the server is told about a file besides its name. */
export interface Told {
  /** The import whose choices are taken over where the header is the same. */
  like?: string;
  /** Cells that were pasted arrive as a file, and are remembered as what they were. */
  origin?: 'paste';
}

export interface Upload {
  key: string;
  slug: string;
  file: File;
  told: Told;
  sent: number;
  state: 'waiting' | 'sending' | 'failed';
  error: ApiError | null;
}

type Arrived = (imported: Import) => void;

const headers = new Map<string, ReturnType<typeof once>>();
const arrivals = new Map<string, Arrived>();
const listeners = new Set<() => void>();
let uploads: readonly Upload[] = [];
let wire: XMLHttpRequest | null = null;

/** A reload loses what is on its way, so the browser asks first. */
window.addEventListener('beforeunload', (event) => {
  if (uploads.some(({ state }) => state !== 'failed')) event.preventDefault();
});

function change(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

function update(key: string, facts: Partial<Upload>): void {
  change(uploads.map((one) => (one.key === key ? { ...one, ...facts } : one)));
}

function remove(key: string): void {
  change(uploads.filter((one) => one.key !== key));
  headers.delete(key);
  arrivals.delete(key);
}

/** Puts a file at the end of the queue; `arrived` is told once the server has all of it. */
export function upload(slug: string, file: File, arrived: Arrived, told: Told = {}): string {
  const key = crypto.randomUUID();
  // One key for all attempts at this file: a repeated upload cannot make two imports.
  headers.set(key, once());
  arrivals.set(key, arrived);
  change([...uploads, { key, slug, file, told, sent: 0, state: 'waiting', error: null }]);
  sendNext();
  return key;
}

/** Stops a file on its way, or drops one that failed. The server keeps nothing of it. */
export function stopUpload(key: string): void {
  const sending = uploads.find((one) => one.key === key)?.state === 'sending';
  remove(key);
  if (sending) wire?.abort();
}

export function retryUpload(key: string): void {
  update(key, { state: 'waiting', sent: 0, error: null });
  sendNext();
}

/** The uploads of one workspace, in the order they were dropped. */
export function useUploads(slug: string): readonly Upload[] {
  const all = useSyncExternalStore(subscribe, () => uploads);
  return all.filter((one) => one.slug === slug);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function sendNext(): void {
  const next = uploads.find(({ state }) => state === 'waiting');
  if (wire !== null || next === undefined) return;
  update(next.key, { state: 'sending' });
  wire = send(next);
}

function send({ key, slug, file, told }: Upload): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open('POST', addressOf(slug, { filename: file.name, ...told }));
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  for (const [name, value] of Object.entries(headers.get(key) ?? {})) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded }) => update(key, { sent: loaded });
  request.onload = () => finish(key, request);
  request.onerror = () => fail(key, new ConnectionLost('POST'));
  request.onabort = () => release();
  request.send(file);
  return request;
}

function addressOf(slug: string, query: Told & { filename: string }): string {
  return client.buildUrl({
    url: '/api/v1/workspaces/{slug}/imports',
    path: { slug },
    query: { ...query },
  });
}

function finish(key: string, request: XMLHttpRequest): void {
  if (request.status !== 201) return fail(key, new ApiError(request.status, problemOf(request.responseText)));
  const arrived = arrivals.get(key);
  remove(key);
  release();
  arrived?.(JSON.parse(request.responseText) as Import);
}

function fail(key: string, error: ApiError): void {
  update(key, { state: 'failed', error });
  release();
}

function release(): void {
  wire = null;
  sendNext();
}

/** A proxy may answer with a page instead of a problem. */
function problemOf(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
