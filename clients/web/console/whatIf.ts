import { withCircuit } from './samples.js';
import type { CustomerNetwork, NetworkDocument, PairMedia, PairRule, Participant, ProfileName, Scenario, Trunk } from './wire.js';

/** A network and a call in it. */
export interface Case {
  readonly network: NetworkDocument;
  readonly scenario: Scenario;
}

export type Switch = 'udpBlocked' | 'circuit' | 'forceRelay' | 'recording' | 'relayOnly' | 'udpOnly' | 'splitTunnel' | 'internalUdpBlocked' | 'packetShaper';

/** How each switch stands: read from the case, so that it is right whoever changed it. */
export function switchesOf({ network, scenario }: Case): Readonly<Record<Switch, boolean>> {
  const all = network.customerNetworks ?? [];
  const every = (is: (one: CustomerNetwork) => boolean) => all.length > 0 && all.every(is);
  return {
    udpBlocked: every((one) => (one.perimeters ?? []).some(blocksUdp)),
    circuit: all.some(({ privateCircuit }) => privateCircuit != null),
    forceRelay: every(({ policies }) => policies?.blockDirectExternalMedia === true),
    recording: scenario.needs?.recording === true,
    relayOnly: every(({ policies }) => policies?.relayOnly === true),
    udpOnly: every(({ policies }) => policies?.udpOnly === true),
    splitTunnel: every(({ policies }) => policies?.splitTunnel === true),
    internalUdpBlocked: every(({ policies }) => policies?.internalUdpBlocked === true),
    packetShaper: every(({ policies }) => policies?.packetShaper === true),
  };
}

/** The case with one switch turned. Switches of the network hold for all customer networks. */
export function turn({ network, scenario }: Case, which: Switch, on: boolean): Case {
  const policy = (name: string): Case => ({ scenario, network: eachNetwork(network, (one) => ({ ...one, policies: { ...one.policies, [name]: on } })) });
  switch (which) {
    case 'recording':
      return { network, scenario: { ...scenario, needs: { ...scenario.needs, recording: on } } };
    case 'udpBlocked':
      return { scenario, network: eachNetwork(network, (one) => ({ ...one, perimeters: [...(one.perimeters ?? []).filter((perimeter) => !blocksUdp(perimeter)), ...(on ? [webOnly] : [])] })) };
    case 'circuit':
      return { scenario, network: on ? circuitOn(network) : circuitOff(network) };
    case 'forceRelay':
      return policy('blockDirectExternalMedia');
    default:
      return policy(which);
  }
}

/** What a firewall lets out that was made for the web. */
const webOnly = { kind: 'firewall', allow: [{ protocol: 'tcp', firstPort: 80, lastPort: 80 }, { protocol: 'tcp', firstPort: 443, lastPort: 443 }] };

const blocksUdp = ({ allow = [] }: NonNullable<CustomerNetwork['perimeters']>[number]): boolean => !allow.some(({ protocol, firstPort, lastPort }) => (protocol ?? 'udp') === 'udp' && firstPort <= 3481 && lastPort >= 3478);

function eachNetwork(network: NetworkDocument, change: (one: CustomerNetwork) => CustomerNetwork): NetworkDocument {
  return { ...network, customerNetworks: (network.customerNetworks ?? []).map(change) };
}

function circuitOn(network: NetworkDocument): NetworkDocument {
  const changed = eachNetwork(network, withCircuit);
  return { ...changed, features: [...new Set([...(network.features ?? []), 'privateCircuit'])] };
}

function circuitOff(network: NetworkDocument): NetworkDocument {
  const changed = eachNetwork(network, ({ privateCircuit: _, ...one }) => ({ ...one, egressPrefixes: (one.egressPrefixes ?? []).filter(({ outbound, inbound }) => outbound !== 'expressRoute' && inbound !== 'expressRoute') }));
  return { ...changed, features: (network.features ?? []).filter((feature) => feature !== 'privateCircuit') };
}

/** The two networks that a call between two people joins, as `pairs` names them: `internet` for everywhere else, which is where media of VPN users are. Nothing where that is not declared. */
export function pairOf({ network, scenario }: Case): readonly [string, string] | undefined {
  const [a, b] = scenario.participants ?? [];
  if (scenario.kind !== undefined && scenario.kind !== 'oneToOne') return undefined;
  const [one, other] = [pairName(a, network), pairName(b, network)];
  return one === undefined || other === undefined || (one === internet && other === internet) ? undefined : [one, other];
}

const internet = 'internet';

function pairName(user: Participant | undefined, { customerNetworks = [] }: NetworkDocument): string | undefined {
  if (user?.location === undefined || user.location === 'unknown') return undefined;
  return user.location === 'customerNetwork' ? (user.network ?? customerNetworks[0]?.id) : internet;
}

const between = ([one, other]: readonly [string, string]) => ({ between: names = [] }: PairRule): boolean => (names[0] === one && names[1] === other) || (names[0] === other && names[1] === one);

/** What the document says of two networks; nothing where each one's own word holds. */
export function pairMedia({ pairs = [] }: NetworkDocument, two: readonly [string, string]): PairMedia | undefined {
  const said = pairs.find(between(two));
  return said === undefined ? undefined : (said.media ?? 'direct');
}

/** The document with another word about two networks; with none, each one's own holds again. */
export function withPair(network: NetworkDocument, two: readonly [string, string], media: PairMedia | undefined): NetworkDocument {
  const { pairs = [], ...rest } = network;
  const next = [...pairs.filter((one) => !between(two)(one)), ...(media === undefined ? [] : [{ between: two, media }])];
  return next.length === 0 ? rest : { ...rest, pairs: next };
}

/** The document under another profile: what that one does not have is left out, and `dropped` says what that was. */
export function underProfile(network: NetworkDocument, profile: ProfileName, available: readonly string[]): { readonly network: NetworkDocument; readonly dropped: readonly string[] } {
  const dropped = (network.features ?? []).filter((feature) => !available.includes(feature));
  let changed: NetworkDocument = { ...network, profile, features: (network.features ?? []).filter((feature) => available.includes(feature)) };
  if (dropped.includes('privateCircuit')) changed = circuitOff(changed);
  const has = (feature: string) => (changed.features ?? []).includes(feature);
  const trunks = (network.trunks ?? []).filter(({ kind }) => (kind === 'directRouting' ? has('directRouting') : kind === 'cloudConnector' ? profile === 'sfbCloudConnector' : true));
  if (changed.trunks !== undefined) changed = { ...changed, trunks };
  return { network: changed, dropped };
}

/** The scenario with one participant changed. */
export function withParticipant(scenario: Scenario, index: number, change: (one: Participant) => Participant): Scenario {
  return { ...scenario, participants: (scenario.participants ?? []).map((one, at) => (at === index ? change(one) : one)) };
}

/** One more, with a name of their own. */
export function withOneMore(scenario: Scenario): Scenario {
  const names = ['alice', 'bob', 'carol', 'dan', 'erin', 'frank', 'grace', 'heidi'];
  const taken = new Set(scenario.participants?.map(({ id }) => id));
  const id = names.find((name) => !taken.has(name)) ?? `user${taken.size + 1}`;
  return { ...scenario, participants: [...(scenario.participants ?? []), { id, location: 'internet' }] };
}

/** The scenario as another kind of call, with as many participants as that takes and the trunks that it needs. */
export function asKind(scenario: Scenario, kind: NonNullable<Scenario['kind']>, network: NetworkDocument): Scenario {
  const { trunk, secondTrunk, ...rest } = scenario;
  let next: Scenario = { ...rest, kind };
  const sbcs = (network.trunks ?? []).filter(({ kind: of }) => of === 'directRouting').map(({ id }) => id);
  const least = { oneToOne: 2, group: 3, pstn: 1, hairpin: 0, broadcast: 2 }[kind];
  const most = { oneToOne: 2, group: 100, pstn: 1, hairpin: 0, broadcast: 100 }[kind];
  while ((next.participants ?? []).length < least) next = withOneMore(next);
  next = { ...next, participants: (next.participants ?? []).slice(0, most) };
  if (kind === 'broadcast') next = { ...next, participants: next.participants!.map((one, index) => ({ ...one, role: index === 0 ? 'presenter' : 'attendee' })) };
  if (kind === 'pstn') return { ...next, ...optional('trunk', trunk ?? network.trunks?.[0]?.id) };
  if (kind === 'hairpin') return { ...next, ...optional('trunk', sbcs.includes(trunk ?? '') ? trunk : sbcs[0]), ...optional('secondTrunk', secondTrunk ?? sbcs.at(-1)) };
  return next;
}

const optional = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } => (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string };

/** A network with the trunks that are stored beside it, as plans see it. */
export function withTrunks(network: NetworkDocument, beside: readonly Trunk[]): NetworkDocument {
  const own = new Set(network.trunks?.map(({ id }) => id));
  const more = beside.filter(({ id }) => !own.has(id));
  return more.length === 0 ? network : { ...network, trunks: [...(network.trunks ?? []), ...more] };
}
