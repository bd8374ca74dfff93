import { developmentToken } from '../page/developmentToken.js';
import type { Flow, NetworkDocument, Profile, Refusal, RoutePlan, Scenario } from './wire.js';

/** What the service made of a question: an answer, or why not. */
export type Answer<T> = { readonly value: T } | { readonly refusal: Refusal };

/** The public API of the edge that served this page, as one user. */
export class Api {
  readonly #token: () => Promise<string>;
  readonly #unknown: () => void;

  /** `unknown` is called when the edge does not know, or no longer knows, who asks. */
  constructor(token: () => Promise<string>, unknown: () => void = () => undefined) {
    this.#token = token;
    this.#unknown = unknown;
  }

  plan(network: NetworkDocument, scenario: Scenario, signal?: AbortSignal): Promise<Answer<RoutePlan>> {
    return this.#ask('POST', '/v1/route-plans', { network, scenario }, signal);
  }

  flows(): Promise<Answer<{ readonly flows: readonly Flow[] }>> {
    return this.#ask('GET', '/v1/flows');
  }

  profiles(): Promise<Answer<{ readonly profiles: readonly Profile[] }>> {
    return this.#ask('GET', '/v1/profiles');
  }

  /** Anything else, by its path. */
  get<T>(path: string): Promise<Answer<T>> {
    return this.#ask('GET', path);
  }

  /** Stores something: what is known by `version`, or with none what is not there yet. */
  put<T>(path: string, body: unknown, version?: string): Promise<Answer<T>> {
    return this.#ask('PUT', path, body, undefined, version === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` });
  }

  async #ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    try {
      const response = await fetch(path, {
        method,
        headers: { ...headers, Authorization: `Bearer ${await this.#token()}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
      const answer = (await response.json().catch(() => ({}))) as unknown;
      if (response.ok) return { value: answer as T };
      if (response.status === 401) this.#unknown();
      return { refusal: { code: 'unexpected_answer', detail: `The edge answered ${response.status}.`, status: response.status, ...(answer as Partial<Refusal>) } };
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
      return { refusal: { code: 'network_unreachable', detail: 'The edge does not answer. Is it running?', status: 0 } };
    }
  }
}

/** What the console's own tokens are for: planning, stored networks, and the user's calls. */
export const consoleScope = 'calls network';

/** A development token, kept until shortly before it ends. */
export function developmentTokens(user: string): () => Promise<string> {
  const keepMs = 45 * 60_000;
  let kept: { readonly token: Promise<string>; readonly until: number } | undefined;
  return () => {
    if (kept === undefined || performance.now() > kept.until) {
      const token = developmentToken(location.origin, user, consoleScope);
      kept = { token, until: performance.now() + keepMs };
      token.catch(() => (kept = undefined));
    }
    return kept.token;
  };
}
