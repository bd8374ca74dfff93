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
  const entries = [...(stats as unknown as Map<string, Entry>).values()];
  const find = (id: string | undefined) => entries.find((entry) => entry.id === id);
  const transport = entries.find((entry) => entry.type === 'transport' && entry.selectedCandidatePairId);
  // Firefox names no pair in its transport and marks the pair instead.
  const pair = find(transport?.selectedCandidatePairId) ?? entries.find((entry) => entry.type === 'candidate-pair' && entry.selected === true);
  const local = find(pair?.localCandidateId);
  const remote = find(pair?.remoteCandidateId);
  if (pair === undefined || local === undefined || remote === undefined) return undefined;
  const relayed = local.candidateType === 'relay';
  return {
    kind: relayed || remote.candidateType === 'relay' ? 'relay' : 'direct',
    transport: transportOf((relayed ? local.relayProtocol : undefined) ?? local.protocol),
    local: local.candidateType ?? 'unknown',
    remote: remote.candidateType ?? 'unknown',
    roundTripMs: pair.currentRoundTripTime === undefined ? null : Math.round(pair.currentRoundTripTime * 1000),
  };
}

type Entry = {
  readonly id: string;
  readonly type: string;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
  readonly currentRoundTripTime?: number;
};

function transportOf(protocol: string | undefined): MediaPath['transport'] {
  return protocol === 'tcp' || protocol === 'tls' ? protocol : 'udp';
}
