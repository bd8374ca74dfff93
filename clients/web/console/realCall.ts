import type { Leg, Location, PlanWarning, RoutePlan, Scenario, Segment } from './wire.js';

/** What `GET /v1/calls/{id}/flows` answers. */
export interface CallFlows {
  readonly callId: string;
  readonly networkDescribed: boolean;
  readonly profile: RoutePlan['profile'];
  readonly steps: readonly { readonly number: number; readonly name: string; readonly flows: readonly { readonly user: string; readonly flows: readonly string[]; readonly done: boolean }[] }[];
  readonly participants: readonly CallSide[];
  /** The whole plan, in which the two are named `caller` and `callee`. */
  readonly expected?: RoutePlan | null;
  readonly notPlanned?: { readonly code: string; readonly detail: string; readonly user?: string | null } | null;
  readonly notes: readonly string[];
}

/** One side's media. */
export interface CallSide {
  readonly role: 'caller' | 'callee';
  readonly user: string;
  readonly place: { readonly location: Location; readonly network?: string | null };
  readonly state?: string | null;
  readonly expected?: { readonly mode: string; readonly flows: readonly string[]; readonly path: readonly Segment[]; readonly transport: string } | null;
  readonly real?: RealPath | null;
  readonly asExpected?: boolean | null;
  readonly summary: string;
  readonly why: readonly { readonly cause: string; readonly severity: PlanWarning['severity']; readonly because: string; readonly fix: string; readonly rule: number }[];
}

export interface RealPath {
  readonly kind: 'direct' | 'directThroughNat' | 'relayed' | 'relayedTwice';
  readonly transport?: string | null;
  readonly local?: string | null;
  readonly relay?: string | null;
  readonly roundTripMilliseconds?: number | null;
  readonly flows: readonly string[];
  readonly path: readonly Segment[];
}

/** The call as a scenario, with the users' own names. */
export function scenarioOf({ participants }: CallFlows): Scenario {
  return { kind: 'oneToOne', participants: participants.map(({ user, place }) => ({ id: user, location: place.location, ...(place.network == null ? {} : { network: place.network }) })) };
}

/** The expected plan, with the users' own names; undefined where there was none. */
export function expectedOf(call: CallFlows): RoutePlan | undefined {
  if (call.expected == null) return undefined;
  const name = named(call);
  const legs = (all: readonly Leg[]) => all.map((leg) => ({ ...leg, participant: name(leg.participant), initiator: leg.initiator == null ? null : name(leg.initiator) }));
  const plan = call.expected;
  return {
    ...plan,
    signaling: legs(plan.signaling),
    media: legs(plan.media),
    relays: plan.relays.map((relay) => ({ ...relay, allocatedBy: name(relay.allocatedBy) })),
    places: placesOf(call),
  };
}

/** What was seen of the call, in the form of a plan: signaling as expected, for it is not measured, and media as the devices reported them. Undefined before they have. */
export function realOf(call: CallFlows): RoutePlan | undefined {
  const known = call.participants.find(({ real }) => real != null)?.real;
  if (known == null) return undefined;
  const expected = expectedOf(call);
  const relayed = known.kind === 'relayed' || known.kind === 'relayedTwice';
  return {
    profile: call.profile, federated: false, steps: [], dependencies: [], rules: [], assumptions: [], warnings: [], hints: [], mediaServer: null, hostRegion: null,
    mode: relayed ? 'relayed' : 'direct',
    signaling: expected?.signaling ?? signalingOf(call),
    media: call.participants.map(({ user, real }) => ({
      participant: user, flows: real?.flows ?? [], path: real?.path ?? [], hops: relayed ? ['relay'] : [], inScope: true,
      ...(real?.transport == null ? {} : { transport: real.transport }), address: real?.relay ?? null,
    })),
    relays: relayed ? relaysOf(call, known.kind === 'relayedTwice') : [],
    places: placesOf(call),
  };
}

/** Signaling without a plan: the flows of steps 3 and 4, as far as they are known. */
function signalingOf({ steps, participants }: CallFlows): readonly Leg[] {
  return participants.flatMap(({ user, role }) => {
    const flows = steps.find(({ number }) => number === (role === 'caller' ? 3 : 4))?.flows.find((one) => one.user === user)?.flows ?? [];
    return flows.length === 0 ? [] : [{ participant: user, flows, path: [], hops: [], inScope: true }];
  });
}

/** Whose relay it was: of who sends from one; of both where there were two. */
function relaysOf({ participants }: CallFlows, twice: boolean): RoutePlan['relays'] {
  const holders = participants.filter(({ real }) => real?.local === 'relay');
  const chosen = twice ? participants : [holders[0] ?? participants[0]!];
  return chosen.map(({ user, real }) => ({ owner: 'service', allocatedBy: user, region: null, address: real?.relay ?? null }));
}

function placesOf({ participants }: CallFlows): RoutePlan['places'] {
  return participants.map(({ user, place }) => ({ participant: user, location: place.location, network: place.network ?? null }));
}

function named({ participants }: CallFlows): (role: string) => string {
  return (role) => participants.find((side) => side.role === role)?.user ?? role;
}
