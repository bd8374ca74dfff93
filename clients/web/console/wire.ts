/** A network as its owner describes it: what `POST /v1/route-plans` takes as `network`. Members that the picture does not need pass through. */
export interface NetworkDocument {
  readonly profile?: ProfileName;
  readonly features?: readonly string[];
  readonly tenant?: string;
  readonly customerNetworks?: readonly CustomerNetwork[];
  readonly guestNetworks?: readonly { readonly id: string }[];
  readonly regions?: readonly Region[];
  readonly trunks?: readonly Trunk[];
  readonly pairs?: readonly PairRule[];
  readonly federatedTenants?: readonly { readonly tenant: string; readonly usesService?: boolean }[];
}

export type ProfileName = 'acs' | 'teams' | 'sfbOnline' | 'sfbHybrid' | 'sfbCloudConnector';

export interface CustomerNetwork {
  readonly id: string;
  readonly internalPrefixes?: readonly string[];
  readonly egressPrefixes?: readonly { readonly prefix: string; readonly outbound?: string; readonly inbound?: string }[];
  readonly vpnPrefixes?: readonly string[];
  readonly privateCircuit?: Readonly<Record<string, unknown>> | null;
  readonly perimeters?: readonly Perimeter[];
  readonly policies?: Policies;
}

/** What media between two networks may do; `internet` is everywhere else. */
export interface PairRule {
  readonly between?: readonly string[];
  readonly media?: PairMedia;
}

export type PairMedia = 'direct' | 'relayOnly' | 'none';

export interface Perimeter {
  readonly kind?: string;
  readonly allow?: readonly { readonly protocol?: string; readonly firstPort: number; readonly lastPort: number; readonly destination?: string }[];
}

export interface Policies {
  readonly blockDirectExternalMedia?: boolean;
  readonly internalUdpBlocked?: boolean;
  readonly splitTunnel?: boolean;
  readonly packetShaper?: boolean;
  readonly mediaOverVpn?: string | null;
  readonly relayOnly?: boolean;
  readonly udpOnly?: boolean;
}

export interface Region {
  readonly id: string;
  readonly geography?: string;
  readonly signalingUrls?: readonly string[];
  readonly relays?: readonly string[];
  readonly mediaServers?: readonly string[];
}

export interface Trunk {
  readonly id: string;
  readonly kind?: 'serviceNumbers' | 'directRouting' | 'cloudConnector';
  readonly tenant?: string;
  readonly network?: string;
  readonly mediaBypass?: boolean;
  readonly sbc?: { readonly id: string; readonly publicAddress: string };
}

/** A call that might be made. */
export interface Scenario {
  readonly kind?: CallKind;
  readonly participants?: readonly Participant[];
  readonly needs?: { readonly recording?: boolean; readonly transcription?: boolean; readonly mixing?: boolean; readonly routing?: boolean };
  readonly mediaKinds?: readonly string[];
  readonly connectivity?: { readonly direct?: boolean | null; readonly relay?: RelayOwner | null; readonly relayAddress?: string; readonly reachableRelays?: readonly string[] };
  readonly organizer?: Organizer;
  readonly trunk?: string;
  readonly secondTrunk?: string;
}

export type CallKind = 'oneToOne' | 'group' | 'pstn' | 'hairpin' | 'broadcast';
export type RelayOwner = 'service' | 'onPremEdge' | 'federatedTenant' | 'onlineEdge';
export type Location = 'customerNetwork' | 'internet' | 'internetViaVpn' | 'guestPrivateNetwork' | 'federatedNetwork' | 'unknown';

export interface Organizer {
  readonly tenant?: string;
  readonly home?: 'online' | 'onPrem';
  readonly homeRegion?: string;
  readonly dialIn?: boolean;
  readonly dialOut?: boolean;
}

export interface Participant {
  readonly id: string;
  readonly kind?: 'user' | 'sfbUser' | 'guest' | 'pstn' | 'sbc';
  readonly location?: Location;
  readonly network?: string;
  readonly sourceAddress?: string;
  readonly hostCandidates?: readonly string[];
  readonly viaVpn?: boolean;
  readonly tenant?: string;
  readonly home?: 'online' | 'onPrem';
  readonly homeRegion?: string;
  readonly region?: string;
  readonly transports?: readonly string[];
  readonly frontEndReachable?: boolean;
  readonly dialled?: 'in' | 'out';
  readonly role?: 'presenter' | 'attendee';
}

export type Segment = 'local' | 'internet' | 'expressRoute' | 'serviceBackbone';

/** One participant's way, for signaling or for media. */
export interface Leg {
  readonly participant: string;
  readonly flows: readonly string[];
  readonly path: readonly Segment[];
  readonly hops: readonly string[];
  readonly address?: string | null;
  readonly inScope: boolean;
  readonly region?: string | null;
  readonly protocol?: string;
  readonly transport?: string;
  readonly bidirectional?: boolean;
  readonly initiator?: string | null;
}

/** What `POST /v1/route-plans` answers. */
export interface RoutePlan {
  readonly profile: ProfileName;
  readonly mode: 'direct' | 'relayed' | 'mediaServer' | 'sbcBypassDirect' | 'sbcBypassRelayed';
  readonly signaling: readonly Leg[];
  readonly media: readonly Leg[];
  readonly relays: readonly { readonly owner: RelayOwner; readonly allocatedBy: string; readonly region?: string | null; readonly address?: string | null }[];
  readonly mediaServer?: { readonly region?: string | null; readonly address?: string | null } | null;
  readonly hostRegion?: string | null;
  readonly federated: boolean;
  readonly steps: readonly { readonly number: number; readonly name: string; readonly flows: readonly string[] }[];
  readonly dependencies: readonly string[];
  readonly rules: readonly number[];
  readonly assumptions: readonly string[];
  readonly warnings: readonly PlanWarning[];
  readonly hints: readonly string[];
  readonly places: readonly { readonly participant: string; readonly location: Location; readonly network?: string | null }[];
}

export interface PlanWarning {
  readonly code: string;
  readonly participant?: string | null;
  readonly severity: 'pass' | 'warn' | 'fail';
  readonly detail: string;
  readonly rule: number;
  readonly reasons: readonly string[];
}

/** A refusal of the API: of one scenario, or of a document with every fault by its path. */
export interface Refusal {
  readonly code: string;
  readonly title?: string;
  readonly detail: string;
  readonly status: number;
  readonly rule?: string;
  readonly participant?: string;
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly detail: string; readonly rule?: number | null }[];
}

/** One flow of the catalogue. */
export interface Flow {
  readonly id: string;
  readonly initiator: string;
  readonly to: string;
  readonly carries: readonly string[];
  readonly summary: string;
}

export interface Profile {
  readonly name: ProfileName;
  readonly features: readonly string[];
  readonly retiredOn?: string | null;
}

/** Whether a profile is one of Skype for Business, whose documents number no flows. */
export const isSfb = (profile: string | undefined): boolean => profile?.startsWith('sfb') ?? false;
