import { gather, type Gathered } from './gather.js';
import { answers } from './judge.js';
import { urlOf, type RelayCredential } from './relays.js';
import type { TestPlatform } from './platform.js';
import type { DeviceAddress, MappingObservation, RelayCheck } from './report.js';

/** Servers that are known to answer take no longer. */
const answerWithinMs = 4_000;

/** At most so many servers are asked from one socket. */
const mostServers = 4;

export type NatSeen = { readonly mappings: readonly MappingObservation[]; readonly addresses: readonly DeviceAddress[] };

/**
 * Asks several servers, from one socket, from where they see it come: by STUN, and by an allocation, which says so too (RFC 8656, 7.3).
 * Where one NAT gives all of them the same port, direct calls work with most others.
 */
export async function askFromOneSocket(platform: TestPlatform, ways: readonly RelayCheck[], credential: RelayCredential, sinceStart: () => number, signal: AbortSignal): Promise<NatSeen> {
  const servers = spread(ways.filter((way) => way.transport === 'udp' && answers(way))).slice(0, mostServers);
  const urls = servers.map(urlOf);
  const iceServers: RTCIceServer[] = servers.length === 0 ? [] : [{ urls: servers.map(({ host, port }) => `stun:${host.includes(':') ? `[${host}]` : host}:${port}`) }, { urls, ...credential }];
  const seen = await gather(platform, { iceServers }, { timeoutMs: answerWithinMs, signal });
  return { mappings: mappingsIn(seen, sinceStart()), addresses: addressesIn(seen) };
}

function mappingsIn({ candidates }: Gathered, atMs: number): MappingObservation[] {
  const mappings = candidates.flatMap((candidate): MappingObservation[] => {
    const { type, url, protocol, address, port, relatedAddress, relatedPort } = candidate as RTCIceCandidate & { readonly url?: string | null };
    const socket = socketOf(candidate);
    // What a relay saw stands in its candidate as the related address; a browser that hides it writes zeros.
    if (type === 'relay' && protocol === 'udp' && url && relatedPort && relatedAddress && !/^(0\.0\.0\.0|::)$/.test(relatedAddress)) {
      return [{ socket, server: serverOf(url), address: relatedAddress, port: relatedPort, atMs }];
    }
    if (type === 'srflx' && protocol === 'udp' && address && port) return [{ socket, server: serverOf(url ?? ''), address, port, atMs }];
    return [];
  });
  // The same server tells it twice, by STUN and by its allocation.
  return [...new Map(mappings.map((seen) => [`${seen.socket} ${seen.server} ${seen.address} ${seen.port}`, seen])).values()];
}

/** Chromium numbers its networks in the candidate; elsewhere there is one socket for each kind of address. */
function socketOf({ candidate, address, relatedAddress }: RTCIceCandidate): string {
  const network = /network-id (\d+)/.exec(candidate)?.[1] ?? '0';
  return `udp${(relatedAddress || address || '').includes(':') ? 6 : 4}-${network}`;
}

function serverOf(url: string): string {
  return url.replace(/^turns?:|^stuns?:/, '').replace(/\?.*$/, '');
}

function addressesIn({ stats }: Gathered): DeviceAddress[] {
  const own = stats
    .filter(({ candidateType, protocol }) => candidateType === 'host' && protocol === 'udp')
    .map(({ address, networkType }) => ({ address: address === undefined || address.endsWith('.local') || address === '' ? null : address, adapter: networkType ?? 'unknown' }))
    .filter(({ address }) => address === null || !/^(127\.|::1$)/.test(address));
  return [...new Map(own.map((one) => [`${one.address} ${one.adapter}`, one])).values()];
}

/** Different relays first, then further ports of each. */
function spread(ways: readonly RelayCheck[]): RelayCheck[] {
  const rank = new Map<RelayCheck, number>();
  const met = new Map<string, number>();
  for (const way of ways) {
    rank.set(way, met.get(way.host) ?? 0);
    met.set(way.host, (met.get(way.host) ?? 0) + 1);
  }
  return [...ways].sort((a, b) => rank.get(a)! - rank.get(b)!);
}
