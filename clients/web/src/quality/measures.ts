// The shapes of `POST /v1/calls/{id}/connectivity` and `…/telemetry`.

/** Where a candidate comes from, as browsers name it. */
export type CandidateKind = 'host' | 'srflx' | 'prflx' | 'relay';

/** What carries media. */
export type PathTransport = 'udp' | 'tcp' | 'tls';

/** How the checks stand. */
export type ConnectivityState = 'checking' | 'connected' | 'disconnected' | 'failed';

/** One end of the selected pair. */
export type ReportedCandidate = {
  readonly type: CandidateKind;
  readonly protocol: 'udp' | 'tcp';
  readonly address?: string;
  readonly relayProtocol?: PathTransport;
  readonly relayUrl?: string;
};

/** What became of pairs of one kind. */
export type PairResult = {
  readonly local: CandidateKind;
  readonly remote: CandidateKind;
  readonly transport: PathTransport;
  readonly state: 'waiting' | 'inProgress' | 'succeeded' | 'failed';
  readonly responsesReceived?: number;
  readonly roundTripMilliseconds?: number;
};

/** What one device's checks have found. */
export type ConnectivityReport = {
  readonly sequence: number;
  readonly state: ConnectivityState;
  readonly selected?: { readonly local: ReportedCandidate; readonly remote: ReportedCandidate; readonly roundTripMilliseconds?: number };
  readonly pairs?: readonly PairResult[];
  readonly sections?: readonly { readonly mid: string; readonly state: ConnectivityState }[];
  readonly hostAddresses?: readonly string[];
  readonly relayOnly?: boolean;
  readonly edgeRoundTripMilliseconds?: number;
};

/** Figures of one medium in one direction. */
export type MediaFigures = {
  readonly kind: 'audio' | 'video';
  readonly direction: 'send' | 'receive';
  readonly codec?: string;
  readonly bitrateKbps?: number;
  readonly freezes?: number;
  readonly freezeMilliseconds?: number;
};

/** What one device has measured in one stretch of a call. */
export type TelemetrySample = {
  readonly sequence: number;
  readonly windowMilliseconds: number;
  readonly network: {
    readonly latency?: { readonly kind: 'rtt'; readonly milliseconds: number };
    readonly loss?: { readonly percent: number; readonly maxBurst?: number };
    readonly jitter?: { readonly milliseconds: number; readonly bufferMilliseconds?: number };
    readonly packetsSent?: number;
    readonly packetsReceived?: number;
    readonly edgeRoundTripMilliseconds?: number;
    readonly media: readonly MediaFigures[];
  };
  readonly device?: { readonly cpuLimited?: boolean; readonly microphoneSilent?: boolean; readonly framesPerSecond?: number };
  readonly environment?: { readonly networkType?: string; readonly audioLevel?: number; readonly echoReturnLossDecibels?: number };
};

/** How good media are, by the operator's thresholds; `unknown` where none is set. */
export type QualityVerdict = 'good' | 'fair' | 'poor' | 'unknown';
