import { connectPair } from './pair.js';
import { pause, type TestPlatform } from './platform.js';
import { urlOf, type RelayCredential } from './relays.js';
import type { MappingObservation, RelayCheck } from './report.js';

const connectWithinMs = 6_000;
const lookEveryMs = 1_000;

/**
 * Watches how one socket looks from outside, for a while: the far end of a connection sits on the relay, and each check that it answers says
 * from where it saw us come (RFC 8445, 7.2.5.3.1). A firewall that changes a mapping in use shows as another port. Needs a way past the relay's
 * own port; where a firewall lets nothing else out, nothing is seen, and nothing is said.
 */
export async function watchMapping(
  platform: TestPlatform, way: RelayCheck, credential: RelayCredential, forMs: number, sinceStart: () => number, signal: AbortSignal,
): Promise<MappingObservation[]> {
  const near: RTCConfiguration = { iceServers: [{ urls: `stun:${way.host.includes(':') ? `[${way.host}]` : way.host}:${way.port}` }] };
  const far: RTCConfiguration = { iceServers: [{ urls: urlOf(way), ...credential }], iceTransportPolicy: 'relay' };
  const pair = await connectPair(platform, near, far, connectWithinMs, signal);
  if (pair === undefined) return [];
  const seen: MappingObservation[] = [];
  /** Ports that the socket has or had: browsers take the last mapping for the base of the next. */
  const ports = new Set<number>();
  try {
    const until = platform.clock() + forMs;
    for (;;) {
      const now = await look(pair.near, way, sinceStart());
      if (now !== undefined) {
        // A connection may move to another network of the device, which is another socket, and no change of a mapping.
        if (!ports.has(now.own)) ports.clear();
        ports.add(now.own).add(now.port);
        const { own, ...observed } = now;
        const before = seen.at(-1);
        keep(seen, { ...observed, socket: before !== undefined && ports.has(before.port) ? before.socket : `watched ${own}` });
      }
      if (platform.clock() + lookEveryMs > until) return seen;
      await pause(lookEveryMs, signal);
    }
  } finally {
    pair.close();
  }
}

/** The first, each change, and the last are enough. A mapping that is the same towards another port of the relay is the same towards both. */
function keep(seen: MappingObservation[], now: MappingObservation): void {
  const before = seen.at(-1);
  const same = before !== undefined && before.port === now.port && before.address === now.address && before.socket === now.socket;
  const next = same ? { ...now, server: before.server } : now;
  const beforeThat = seen.at(-2);
  if (same && beforeThat !== undefined && beforeThat.server === next.server && beforeThat.port === next.port && beforeThat.socket === next.socket) seen[seen.length - 1] = next;
  else seen.push(next);
}

type Entry = {
  readonly id: string;
  readonly type: string;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly address?: string | null;
  readonly port?: number;
  readonly relatedPort?: number;
};

/** How the connection looks now, and the port that its candidate gives for its own. */
async function look(peer: RTCPeerConnection, way: RelayCheck, atMs: number): Promise<(Omit<MappingObservation, 'socket'> & { readonly own: number }) | undefined> {
  const entries = [...((await peer.getStats()) as unknown as Map<string, Entry>).values()];
  const find = (id: string | undefined) => entries.find((entry) => entry.id === id);
  const pair = find(entries.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId !== undefined)?.selectedCandidatePairId);
  const [local, remote] = [find(pair?.localCandidateId), find(pair?.remoteCandidateId)];
  if (local?.port === undefined || local.protocol !== 'udp' || remote?.port === undefined) return undefined;
  const address = local.address === undefined || local.address === null || local.address === '' || local.address.endsWith('.local') ? null : local.address;
  const own = local.candidateType === 'host' ? local.port : (local.relatedPort ?? 0);
  return { own, server: `${way.host}, at the port ${remote.port} that it lends`, address, port: local.port, atMs };
}
