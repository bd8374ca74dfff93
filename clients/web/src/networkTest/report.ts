// The shape of a network test's report: what a desk measured, and what follows from it. An edge reads the measurements and draws its own conclusions.

/** The version of the report's shape. */
export const reportSchema = 'signaling-network-test/1';

/** How a try ended; `refused`: there was an answer, and it was no. */
export type CheckState = 'notTried' | 'open' | 'closed' | 'refused' | 'unresolved';

export type RelayTransport = 'udp' | 'tcp' | 'tls';

/** What a desk's network is like, in one word. */
export type NetworkKind = 'unknown' | 'open' | 'symmetricNat' | 'udpBlocked' | 'vpn' | 'blocked';

export type ReadinessGrade = 'optimal' | 'degraded' | 'blocked';

/** What stands between the device and the Internet. */
export type NatKind = 'unknown' | 'none' | 'cone' | 'symmetric';

export type NameCheck = { readonly host: string; readonly state: CheckState };

export type EdgeCheck = {
  readonly id?: string;
  readonly region?: string | null;
  readonly url: string;
  readonly https: CheckState;
  readonly webSocket: CheckState;
  readonly roundTripMs?: number;
};

/** One port of one relay, tried with an allocation of its own. */
export type RelayCheck = {
  readonly host: string;
  readonly region?: string | null;
  readonly transport: RelayTransport;
  readonly port: number;
  readonly state: CheckState;
  readonly tookMs?: number;
  /** What the browser or the relay said, without addresses or names of users. */
  readonly reason?: string;
};

/** An address of the device; null where the browser hides it. */
export type DeviceAddress = { readonly address: string | null; readonly adapter: string };

/** How one socket looked to one server at one time. */
export type MappingObservation = {
  readonly socket: string;
  readonly server: string;
  readonly address: string | null;
  readonly port: number;
  /** Milliseconds from the beginning of the test. */
  readonly atMs: number;
};

/** Packets sent to the relay and back. */
export type PathMeasure = {
  readonly transport: RelayTransport;
  readonly relay: string;
  /** The median. */
  readonly roundTripMs: number | null;
  readonly lossPercent: number;
  /** The mean change in delay from packet to packet. */
  readonly jitterMs: number | null;
  /** Packets lost in a row, at most. */
  readonly longestLoss: number;
  readonly packets: number;
};

/** What was measured. */
export type NetworkMeasurements = {
  readonly schema: typeof reportSchema;
  readonly label?: string;
  readonly takenAt: string;
  readonly durationMs: number;
  readonly browser: string;
  /** From where the edge saw the request come. */
  readonly sourceAddress?: string;
  readonly declaredVpn?: boolean;
  readonly names: readonly NameCheck[];
  readonly edges: readonly EdgeCheck[];
  readonly relays: readonly RelayCheck[];
  readonly addresses: readonly DeviceAddress[];
  readonly mappings: readonly MappingObservation[];
  readonly path?: PathMeasure;
};

export type FindingSeverity = 'pass' | 'warn' | 'fail';

/** Something to do about the network; `fix` is in words that can be sent to whoever runs it. */
export type Finding = {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly where: string | null;
  readonly fix: string;
  readonly rule: number;
  readonly reasons?: readonly string[];
  readonly help?: string | null;
};

/** A value that the operator has not set, and what cannot be said without it. */
export type MissingValue = { readonly name: string; readonly consequence: string; readonly rule: number };

/** What follows from the measurements. */
export type NetworkConclusions = {
  readonly kind: NetworkKind;
  readonly grade: ReadinessGrade;
  readonly nat: NatKind;
  /** Whether a socket kept its mapping for as long as it was watched; null when it could not be. */
  readonly natStable: boolean | null;
  readonly findings: readonly Finding[];
};

/** A whole report: it holds no token, no credential and no password, but addresses of the desk. */
export type NetworkTestReport = NetworkMeasurements &
  NetworkConclusions & {
    /** Who drew the conclusions: the edge knows the network's description, the client does when no edge answers. */
    readonly judgedBy: 'edge' | 'client';
    /** The profile whose ports were asked for. */
    readonly profile?: string;
    /** The customer network that the desk's addresses belong to, as far as it is described. */
    readonly network?: string | null;
    readonly missing: readonly MissingValue[];
  };
