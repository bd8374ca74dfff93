import type { CandidateKind, ConnectivityReport, ConnectivityState, PairResult, PathTransport, ReportedCandidate } from './measures.js';
import { num, Stats, text, type Entry } from './stats.js';

/** As many as the edge takes. */
const maxPairs = 64;
const maxHosts = 16;
const maxSections = 16;

/** What the edge is told of a connection's paths, but for the number. */
export function connectivityOf(stats: RTCStatsReport, peer: Pick<RTCPeerConnection, 'connectionState' | 'localDescription'>, relayOnly: boolean): Omit<ConnectivityReport, 'sequence'> {
  const found = new Stats(stats);
  const state = stateOf(peer.connectionState);
  const sdp = peer.localDescription?.sdp ?? '';
  const pair = state === 'failed' ? undefined : found.selectedPair;
  const [local, remote] = [found.find(pair?.['localCandidateId']), found.find(pair?.['remoteCandidateId'])];
  const roundTrip = num(pair, 'currentRoundTripTime');
  const selected =
    local === undefined || remote === undefined
      ? {}
      : { selected: { local: candidateOf(local, true), remote: candidateOf(remote, false), ...(roundTrip === undefined ? {} : { roundTripMilliseconds: ms(roundTrip) }) } };
  return {
    // A browser that says it is connected before its statistics name a pair is still checking for us.
    state: state === 'connected' && local === undefined ? 'checking' : state,
    ...selected,
    pairs: pairsOf(found),
    sections: [...sdp.matchAll(/^a=mid:(\S+)/gm)].slice(0, maxSections).map(([, mid]) => ({ mid: mid!, state })),
    hostAddresses: [...new Set([...sdp.matchAll(/^a=candidate:\S+ \d+ \S+ \d+ (\S+) \d+ typ host/gm)].map(([, address]) => address!))].slice(0, maxHosts),
    ...(relayOnly ? { relayOnly } : {}),
  };
}

/** What tells one path from another: round trips do not. */
export function pathKey({ state, selected }: Omit<ConnectivityReport, 'sequence'>): string {
  return JSON.stringify([state, selected?.local, selected?.remote.type]);
}

function stateOf(state: RTCPeerConnectionState): ConnectivityState {
  return state === 'connected' || state === 'disconnected' || state === 'failed' ? state : 'checking';
}

function candidateOf(entry: Entry, own: boolean): ReportedCandidate {
  const address = text(entry, 'address') ?? text(entry, 'ip');
  const type = kindOf(entry);
  const url = text(entry, 'url');
  const relayUrl = url !== undefined && /^turns?:/i.test(url) ? url : undefined; // nothing else is taken
  const toRelay = own && type === 'relay' ? { relayProtocol: transportOf(text(entry, 'relayProtocol')), ...(relayUrl === undefined ? {} : { relayUrl }) } : {};
  // Where the other side is, is its own to tell.
  return { type, protocol: text(entry, 'protocol') === 'tcp' ? 'tcp' : 'udp', ...(own && address !== undefined ? { address } : {}), ...toRelay };
}

/** Pairs of one kind are told once, with the best that became of any. */
function pairsOf(stats: Stats): readonly PairResult[] {
  const found = new Map<string, PairResult>();
  for (const pair of stats.of('candidate-pair')) {
    const [local, remote] = [stats.find(pair['localCandidateId']), stats.find(pair['remoteCandidateId'])];
    if (local === undefined || remote === undefined) continue;
    const kinds = { local: kindOf(local), remote: kindOf(remote), transport: transportOf((local['candidateType'] === 'relay' ? text(local, 'relayProtocol') : undefined) ?? text(local, 'protocol')) };
    const [responses, roundTrip] = [num(pair, 'responsesReceived'), num(pair, 'currentRoundTripTime')];
    const result: PairResult = {
      ...kinds,
      state: pairState(text(pair, 'state')),
      ...(responses === undefined ? {} : { responsesReceived: Math.min(responses, 1_000_000) }),
      ...(roundTrip === undefined ? {} : { roundTripMilliseconds: ms(roundTrip) }),
    };
    const key = JSON.stringify(kinds);
    const before = found.get(key);
    if (before === undefined || rank[result.state] > rank[before.state]) found.set(key, result);
  }
  return [...found.values()].slice(0, maxPairs);
}

const rank = { waiting: 0, failed: 1, inProgress: 2, succeeded: 3 } as const;

function pairState(state: string | undefined): PairResult['state'] {
  return state === 'succeeded' || state === 'failed' ? state : state === 'in-progress' || state === 'inprogress' ? 'inProgress' : 'waiting';
}

function kindOf(entry: Entry): CandidateKind {
  const kind = entry['candidateType'];
  return kind === 'srflx' || kind === 'prflx' || kind === 'relay' ? kind : 'host';
}

function transportOf(protocol: string | undefined): PathTransport {
  return protocol === 'tcp' || protocol === 'tls' ? protocol : 'udp';
}

function ms(seconds: number): number {
  return Math.round(Math.min(Math.max(seconds * 1000, 0), 600_000) * 10) / 10;
}
