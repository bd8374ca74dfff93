import { num, Stats, text } from './quality/stats.js';

/** The way that media takes. */
export type MediaPath = {
  /** Straight between the two devices, or through a relay of either side. */
  readonly kind: 'direct' | 'relay';
  /** What carries it from here: over a relay, the way to the relay. */
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly local: string;
  readonly remote: string;
  /** The last measured round trip, in milliseconds. */
  readonly roundTripMs: number | null;
};

/** The pair of candidates that a connection uses now, read from its statistics; nothing before there is one. */
export function selectedPath(stats: RTCStatsReport): MediaPath | undefined {
  const found = new Stats(stats);
  const pair = found.selectedPair;
  const local = found.find(pair?.['localCandidateId']);
  const remote = found.find(pair?.['remoteCandidateId']);
  if (pair === undefined || local === undefined || remote === undefined) return undefined;
  const relayed = local['candidateType'] === 'relay';
  const roundTrip = num(pair, 'currentRoundTripTime');
  return {
    kind: relayed || remote['candidateType'] === 'relay' ? 'relay' : 'direct',
    transport: transportOf((relayed ? text(local, 'relayProtocol') : undefined) ?? text(local, 'protocol')),
    local: text(local, 'candidateType') ?? 'unknown',
    remote: text(remote, 'candidateType') ?? 'unknown',
    roundTripMs: roundTrip === undefined ? null : Math.round(roundTrip * 1000),
  };
}

function transportOf(protocol: string | undefined): MediaPath['transport'] {
  return protocol === 'tcp' || protocol === 'tls' ? protocol : 'udp';
}
