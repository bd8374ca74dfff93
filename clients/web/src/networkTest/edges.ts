import { gather } from './gather.js';
import { isLookup } from './relays.js';
import type { TestPlatform } from './platform.js';
import type { CheckState, EdgeCheck, NameCheck, RelayCheck } from './report.js';

/** An edge as `GET /v1/network-test` names it. */
export type TestedEdge = { readonly id?: string; readonly region?: string | null; readonly url: string };

/** An edge that has not answered by then does not. */
const answerWithinMs = 6_000;

/** The best of so many round trips counts; the first pays for the connection. */
const pings = 3;

/** A name that is not refused by then may well have an address. */
const lookupWithinMs = 3_000;

/** Tries HTTPS and a WebSocket to an edge. */
export async function tryEdge(platform: TestPlatform, edge: TestedEdge, token: () => Promise<string>, signal: AbortSignal): Promise<EdgeCheck> {
  const url = edge.url.replace(/\/+$/, '');
  let best = Infinity;
  for (let i = 0; i < pings; i++) {
    const from = platform.clock();
    try {
      // Any answer is one: a busy edge is not a blocked one.
      await platform.fetch(`${url}/v1/ping`, { cache: 'no-store', signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]) });
      best = Math.min(best, platform.clock() - from);
    } catch {
      signal.throwIfAborted();
      break;
    }
  }
  const about = { ...(edge.id === undefined ? {} : { id: edge.id }), region: edge.region ?? null, url };
  if (best === Infinity) return { ...about, https: 'closed', webSocket: 'notTried' };
  return { ...about, https: 'open', webSocket: await trySocket(platform, url, token, signal), roundTripMs: Math.round(best * 10) / 10 };
}

async function trySocket(platform: TestPlatform, url: string, token: () => Promise<string>, signal: AbortSignal): Promise<CheckState> {
  let query: string;
  try {
    query = new URLSearchParams({ device: 'network-test', access_token: await token() }).toString();
  } catch {
    return 'notTried';
  }
  const socket = platform.openSocket(`${url.replace(/^http/, 'ws')}/hubs/signaling?${query}`);
  const opened = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), answerWithinMs);
    const end = (yes: boolean) => () => (clearTimeout(timer), resolve(yes));
    socket.addEventListener('open', end(true));
    socket.addEventListener('error', end(false));
    signal.addEventListener('abort', end(false), { once: true });
  });
  socket.close();
  signal.throwIfAborted();
  if (opened) return 'open';
  return (await refusesUs(platform, url, token, signal)) ? 'notTried' : 'closed';
}

/** Whether the edge turned our token down, as one of another deployment does: a browser tells a refused WebSocket apart from a blocked one in no other way. */
async function refusesUs(platform: TestPlatform, url: string, token: () => Promise<string>, signal: AbortSignal): Promise<boolean> {
  try {
    const headers = { Authorization: `Bearer ${await token()}` };
    const { ok } = await platform.fetch(`${url}/v1/network-test`, { headers, cache: 'no-store', signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]) });
    return !ok;
  } catch {
    signal.throwIfAborted();
    return true; // Its origin rules may hide the answer; that is no proof of a firewall.
  }
}

/** Which hosts have an address here: those that answered do, the rest are looked up by a connection that asks them for its own address. */
export async function lookUp(platform: TestPlatform, edges: readonly EdgeCheck[], relays: readonly RelayCheck[], signal: AbortSignal): Promise<NameCheck[]> {
  const known = new Map<string, CheckState>();
  const note = (host: string, state: CheckState) => {
    if (known.get(host) !== 'open') known.set(host, state);
  };
  for (const { url, https } of edges) note(new URL(url).hostname, https === 'open' ? 'open' : 'notTried');
  for (const { host, state } of relays) note(host, state === 'open' || state === 'refused' ? 'open' : state === 'unresolved' ? 'unresolved' : 'notTried');
  return Promise.all(
    [...known].map(async ([host, state]) => {
      if (isAddress(host)) return { host, state: 'open' as const };
      if (state !== 'notTried') return { host, state };
      const { errors } = await gather(platform, { iceServers: [{ urls: `stun:${host}:3478` }] }, { timeoutMs: lookupWithinMs, signal, enough: ({ errors }) => errors.some(({ text }) => isLookup(text)) });
      return { host, state: errors.some(({ text }) => isLookup(text)) ? ('unresolved' as const) : ('notTried' as const) };
    }),
  );
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host);
}
