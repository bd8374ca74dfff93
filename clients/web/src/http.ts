import type { EdgeList } from './edges.js';
import { errorCodes, type ErrorCode } from './errorCodes.js';
import { SignalingError, type Problem } from './errors.js';
import type { Platform } from './platform.js';
import type { TokenSource } from './tokenSource.js';

/** An edge that has not answered by then has not answered. */
const requestTimeoutMs = 10_000;

/** A command that cannot be delivered is tried again for this long. */
const retryForMs = 20_000;

/** The waits between tries; the last one repeats. An edge's `Retry-After` goes before them. */
const retryDelaysMs = [100, 300, 1_000, 2_000, 4_000] as const;

/** Answers that say "not now" rather than "no". */
const passing = new Set([429, 502, 503, 504]);

/** The API of whichever edge answers. A command keeps its `Idempotency-Key` from try to try, so that it happens once. */
export class HttpApi {
  constructor(
    private readonly platform: Pick<Platform, 'fetch' | 'now' | 'newId'>,
    private readonly edges: EdgeList,
    private readonly token: TokenSource,
    private readonly device: () => string,
  ) {}

  get<T>(path: string, retryMs = retryForMs): Promise<T> {
    return this.#send<T>('GET', path, undefined, retryMs);
  }

  /** Sends a command; `retryMs` limits for how long it is tried, in milliseconds. */
  post<T>(path: string, body: unknown = {}, retryMs = retryForMs): Promise<T> {
    return this.#send<T>('POST', path, body, retryMs);
  }

  /** Sends a command that the page does not live to see answered. */
  async postAndLeave(path: string, body: unknown): Promise<void> {
    await this.platform
      .fetch(this.edges.current + path, { ...this.#request('POST', await this.token.get(), this.platform.newId(), body), keepalive: true })
      .catch(() => undefined);
  }

  async #send<T>(method: 'GET' | 'POST', path: string, body: unknown, retryMs: number): Promise<T> {
    const giveUpAt = this.platform.now() + retryMs;
    const key = method === 'POST' ? this.platform.newId() : undefined;
    let renewed = false;
    for (let attempt = 0, unreached = 0; ; attempt++) {
      let waitMs: number = retryDelaysMs[Math.min(attempt, retryDelaysMs.length - 1)]!;
      let failure: SignalingError;
      try {
        const request = this.#request(method, await this.token.get(), key, body);
        const response = await this.platform.fetch(this.edges.at(unreached) + path, { ...request, signal: AbortSignal.timeout(requestTimeoutMs) });
        if (response.ok) return (await readBody(response)) as T;
        failure = await refusalOf(response);
        if (response.status === 401 && this.token.renewable && !renewed) {
          renewed = true;
          await this.token.renew();
          continue;
        }
        if (!passing.has(response.status) || failure.code === 'relays_not_configured') throw failure;
        if (failure.code === 'draining' || failure.code === 'store_schema_newer') unreached++; // Another edge may do it.
        waitMs = Math.max(waitMs, Number(response.headers.get('Retry-After') ?? 0) * 1000 || 0);
      } catch (error) {
        if (error instanceof SignalingError && error.code !== 'network_unreachable') throw error;
        unreached++; // Any edge knows every call: the next try goes to the next one.
        failure = new SignalingError('network_unreachable', 'The service cannot be reached. Check the network connection.', 0, undefined, { cause: error });
      }
      if (this.platform.now() + waitMs > giveUpAt) throw failure;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  #request(method: string, token: string, key: string | undefined, body: unknown): RequestInit {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Device-Id': this.device() };
    if (key !== undefined) headers['Idempotency-Key'] = key;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    return { method, headers, cache: 'no-store', ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

async function refusalOf(response: Response): Promise<SignalingError> {
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  const code: ErrorCode | undefined = errorCodes.find((known) => known === problem?.code);
  const detail = problem?.detail ?? problem?.title ?? `The service answered ${response.status}.`;
  // A code that is newer than this library is passed on as it is: the app may know it.
  return new SignalingError(code ?? ((problem?.code ?? 'unexpected_answer') as ErrorCode), detail, response.status, problem);
}
