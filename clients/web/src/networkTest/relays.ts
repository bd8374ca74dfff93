import { gather } from './gather.js';
import { inTurn, type TestPlatform } from './platform.js';
import type { CheckState, RelayCheck, RelayTransport } from './report.js';

/** A relay as `GET /v1/network-test` names it. */
export type TestedRelay = { readonly host: string; readonly region?: string | null; readonly udp: readonly number[]; readonly tcp: readonly number[]; readonly tls: readonly number[] };

/** A credential that is good at every relay; it never gets into a report. */
export type RelayCredential = { readonly username: string; readonly credential: string };

/** A relay that has not answered by then does not. A lost packet is sent again several times within it. */
const answerWithinMs = 6_000;

/** So many allocations at once: relays limit what one user may hold. */
const atOnce = 6;

/** The relay had no room, or this user holds too many allocations: it answered, and knows us (RFC 8656, 18). */
const full = new Set([486, 508]);

/** Every port of every relay, in the order in which media would prefer them. */
export function waysTo(relays: readonly TestedRelay[]): RelayCheck[] {
  const ways = (transport: RelayTransport) =>
    relays.flatMap(({ host, region, [transport]: ports }) => ports.map((port) => ({ host, region: region ?? null, transport, port, state: 'notTried' as const })));
  return [...ways('udp'), ...ways('tcp'), ...ways('tls')];
}

/** The address of a way, as browsers take it (RFC 7065). */
export function urlOf({ host, transport, port }: Pick<RelayCheck, 'host' | 'transport' | 'port'>): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return transport === 'tls' ? `turns:${name}:${port}?transport=tcp` : `turn:${name}:${port}?transport=${transport}`;
}

/** Tries each way with an allocation of its own. */
export function tryRelays(platform: TestPlatform, ways: readonly RelayCheck[], credential: RelayCredential, signal: AbortSignal, onTried: (check: RelayCheck) => void): Promise<RelayCheck[]> {
  return inTurn(ways, atOnce, async (way) => {
    const check = await tryRelay(platform, way, credential, signal);
    onTried(check);
    return check;
  });
}

async function tryRelay(platform: TestPlatform, way: RelayCheck, credential: RelayCredential, signal: AbortSignal): Promise<RelayCheck> {
  const from = platform.clock();
  const tried = await gather(
    platform,
    { iceServers: [{ urls: urlOf(way), ...credential }], iceTransportPolicy: 'relay' },
    { timeoutMs: answerWithinMs, signal, enough: ({ candidates, errors }) => candidates.length > 0 || errors.some(({ code }) => code >= 300 && code < 700) },
  );
  const tookMs = Math.round(platform.clock() - from);
  const said = tried.errors.find(({ code }) => code >= 300 && code < 700);
  const state: CheckState =
    tried.candidates.length > 0 || (said !== undefined && full.has(said.code)) ? 'open'
    : said !== undefined ? 'refused'
    : tried.errors.some(({ text }) => isLookup(text)) ? 'unresolved'
    : 'closed';
  const reason = said === undefined ? tried.errors[0]?.text : `${said.code} ${said.text}`;
  return { ...way, state, ...(state === 'open' || state === 'refused' ? { tookMs } : {}), ...(state === 'open' || !reason ? {} : { reason }) };
}

/** Whether a complaint is about the name: Chromium tells it apart from silence. */
export function isLookup(text: string): boolean {
  return /lookup|resolve/i.test(text);
}
