// The shapes of the API that this library reads and writes. Fields may be added by an edge; these stay.

/** Who acts: a user on one of their devices. */
export type Party = { readonly user: string; readonly device?: string };

/** Where a call stands: invited, alerting, answered, over. */
export type WireState = 'inviting' | 'ringing' | 'connected' | 'ended';

/** A description and who gave it. */
export type Description = { readonly sdp: string; readonly by?: Party | string };

/** A renegotiation that waits for its answer. */
export type PendingOffer = Description & { readonly number: number };

/** Candidates of one side for one offer; an empty list with `endOfCandidates` says that there are no more. */
export type CandidateBatch = {
  readonly from?: Party | string;
  readonly offer?: number;
  readonly candidates: readonly RTCIceCandidateInit[];
  readonly endOfCandidates?: boolean;
};

/** A call, as `GET /v1/calls/{id}` shows it to one who is in it. */
export type WireCall = {
  readonly id: string;
  readonly state: WireState;
  readonly version?: string;
  readonly from: Party;
  readonly to: string;
  readonly reachable?: boolean;
  readonly media?: CallMedia;
  readonly answeredBy?: Party | string | null;
  readonly offer?: Description | null;
  readonly answer?: Description | null;
  readonly pendingOffer?: PendingOffer | null;
  readonly candidates?: readonly CandidateBatch[] | null;
  readonly held?: { readonly caller: boolean; readonly callee: boolean };
  /** Which sides have vanished and may come back. */
  readonly reconnecting?: { readonly caller: boolean; readonly callee: boolean };
  readonly endReason?: string | null;
  readonly endedBy?: Party | string | null;
  readonly rejection?: Rejection | null;
};

/** How a callee said no. */
export type Rejection = 'busy' | 'declined' | 'forbidden';

/** What became of an offer in a connected call. */
export type OfferOutcome = 'accepted' | 'rejected' | 'withdrawn' | 'superseded' | 'expired';

/** What an invite says about its media. */
export type CallMedia = { readonly recording?: boolean };

type Named<Type extends string, Data> = {
  readonly id: string;
  readonly cursor?: string;
  readonly type: Type;
  readonly callId: string;
  readonly at: string;
  readonly data: Data;
};

type By = { readonly by?: Party | string };

/** The path of one side's media, as the service explains it. */
export type WireMediaPath = By & {
  readonly state: 'checking' | 'connected' | 'disconnected' | 'failed';
  readonly path: { readonly kind: 'direct' | 'directThroughNat' | 'relayed' | 'relayedTwice'; readonly transport?: 'udp' | 'tcp' | 'tls'; readonly relay?: string } | null;
  readonly flows: readonly string[];
  readonly asExpected?: boolean;
  readonly summary: string;
};

/** One entry of the user's inbox, in the order in which they happened. */
export type SignalingEvent =
  | Named<'call.incoming', { readonly from: Party; readonly sdp: string; readonly media?: CallMedia }>
  | Named<'call.ringing', By>
  | Named<'call.answered', By & { readonly sdp: string }>
  | Named<'call.candidates', CandidateBatch>
  | Named<'call.offered', By & { readonly number: number; readonly sdp: string }>
  | Named<'call.renegotiated', By & { readonly number: number; readonly outcome: OfferOutcome; readonly sdp?: string }>
  | Named<'call.held', By>
  | Named<'call.resumed', By>
  | Named<'call.message', { readonly from?: Party | string; readonly text: string }>
  | Named<'call.transferring', By & { readonly to: string }>
  | Named<'call.peerReconnecting', By & { readonly state: 'reconnecting' | 'back' }>
  | Named<'call.mediaPath', WireMediaPath>
  | Named<'call.ended', By & { readonly reason: string; readonly rejection?: Rejection }>;

/** The answer to `attach`. What was missed comes as events before it; `resync` says that it can no longer be told. */
export type AttachReply = {
  readonly type: 'attached' | 'resync';
  readonly cursor: string;
  /** The user's open calls: with `resync`, and where there was no cursor. */
  readonly activeCalls?: readonly WireCall[];
};

/** What an edge says about the connection itself. */
export type ControlMessage = AttachReply | { readonly type: 'drain' | 'replaced' | 'tokenExpiring' | 'closed'; readonly reason?: string };

/** Short-lived credentials for the relays nearest to the edge. */
export type RelayReply = { readonly iceServers: readonly RTCIceServer[]; readonly expiresAt: string };

/** One edge of the deployment. */
export type EdgeInfo = { readonly id?: string; readonly region?: string; readonly url: string };

/** The user in a party, however it is written. */
export function userOf(party: Party | string | null | undefined): string | undefined {
  return typeof party === 'string' ? party : party?.user;
}

/** The device in a party, if it names one. */
export function deviceOf(party: Party | string | null | undefined): string | undefined {
  return typeof party === 'string' ? undefined : party?.device;
}

/** Where a device says that it is, for what its addresses leave open. */
export type DeclaredNetwork = {
  readonly location?: 'customerNetwork' | 'internet' | 'guestPrivateNetwork';
  /** Whether it has come by VPN. */
  readonly viaVpn?: boolean;
};
