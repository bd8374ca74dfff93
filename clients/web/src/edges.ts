import type { EdgeInfo } from './wire.js';

/** An edge that has not answered a ping by then counts as away. */
const pingTimeoutMs = 2_000;

/** Another edge must be nearer by this much before it is preferred to the one that was configured. */
const worthMovingMs = 15;

/** The edges of the deployment, nearest first, and the one in use. */
export class EdgeList {
  #urls: readonly string[];
  #current = 0;

  /** `urls` as configured: at least one, the preferred one first. */
  constructor(urls: readonly string[]) {
    this.#urls = urls.map(trim);
    if (this.#urls.length === 0) throw new TypeError('At least one edge is needed.');
  }

  /** The edge in use. */
  get current(): string {
    return this.#urls[this.#current]!;
  }

  /** The edge for try number `attempt` (from 0): the one in use, then the runners-up. */
  at(attempt: number): string {
    return this.#urls[(this.#current + attempt) % this.#urls.length]!;
  }

  /** Leaves the edge in use for the next one. */
  advance(): void {
    this.#current = (this.#current + 1) % this.#urls.length;
  }

  /** Asks for the list of edges and orders it by distance; what cannot be reached goes last. Never rejects. */
  async discover(fetcher: typeof fetch, now: () => number): Promise<void> {
    const known = await this.#ask(fetcher);
    const urls = [...new Set([...this.#urls, ...known])];
    if (urls.length === 1) return;
    const timed = await Promise.all(urls.map(async (url, index) => ({ url, index, ms: await distanceMs(url, fetcher, now) })));
    const home = timed[0]!;
    timed.sort((a, b) => rank(a) - rank(b) || a.index - b.index);
    this.#urls = timed.map(({ url }) => url);
    this.#current = 0;

    function rank(edge: { url: string; ms: number }): number {
      return edge === home ? edge.ms - worthMovingMs : edge.ms;
    }
  }

  async #ask(fetcher: typeof fetch): Promise<readonly string[]> {
    for (const url of this.#urls) {
      try {
        const response = await fetcher(`${url}/v1/edges`, { signal: AbortSignal.timeout(pingTimeoutMs) });
        if (!response.ok) continue;
        const body = (await response.json()) as readonly EdgeInfo[] | { readonly edges?: readonly EdgeInfo[] };
        const edges = 'edges' in body ? body.edges : (body as readonly EdgeInfo[]);
        return (edges ?? []).map(({ url }) => url).filter(Boolean).map(trim);
      } catch {
        // The next one may know.
      }
    }
    return [];
  }
}

/** The better of two round trips to an edge, in milliseconds; the first one pays for the connection. */
async function distanceMs(url: string, fetcher: typeof fetch, now: () => number): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < 2; i++) {
    const from = now();
    try {
      const response = await fetcher(`${url}/v1/ping`, { cache: 'no-store', signal: AbortSignal.timeout(pingTimeoutMs) });
      if (response.ok) best = Math.min(best, now() - from);
    } catch {
      break;
    }
  }
  return best;
}

function trim(url: string): string {
  return url.replace(/\/+$/, '');
}
