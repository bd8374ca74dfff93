import { isSfb, type CustomerNetwork, type Location, type NetworkDocument, type Participant, type Region, type RoutePlan, type Scenario, type Trunk } from './wire.js';

export type ZoneKind = 'service' | 'phone' | 'customer' | 'internet' | 'guest' | 'other';
export type NodeKind = 'user' | 'phone' | 'server' | 'relay' | 'media' | 'gateway' | 'vpn' | 'sbc' | 'names';

/** Something that traffic begins, ends or turns at. */
export interface Place {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly detail: string;
}

/** Everything that one party runs, in one box. */
export interface Zone {
  readonly id: string;
  readonly kind: ZoneKind;
  readonly title: string;
  /** What its owner has decided, in words. */
  readonly notes: readonly string[];
  /** Boxes inside the box: the service's regions. */
  readonly groups: readonly { readonly title: string; readonly places: readonly Place[] }[];
  readonly circuit: boolean;
  readonly walled: boolean;
}

const mostNetworks = 3;
const mostRegions = 3;
const mostUsers = 12;

/** Which parties a picture has, and what stands at each. What is not in the document, and not in the call, is not there. */
export function zonesOf(document: NetworkDocument, scenario?: Scenario, plan?: RoutePlan): readonly Zone[] {
  const users = (scenario?.participants ?? []).filter(({ kind }) => kind !== 'pstn' && kind !== 'sbc').slice(0, mostUsers);
  const at = (wanted: Location) => users.filter((user) => locationOf(user, plan) === wanted);
  const networks = shownNetworks(document, scenario, plan);
  const guests = at('guestPrivateNetwork');
  const phone = hasPhones(document, scenario);
  return [
    serviceOf(document, scenario, plan),
    ...(phone ? [plain('phone', 'phone', 'Phone network', [place('phone', 'phone', 'Phones', 'phone numbers')])] : []),
    ...networks.map((network, index) => customerOf(document, network, index, networks, scenario, plan, users)),
    plain('internet', 'internet', 'Internet', [...[...at('internet'), ...at('internetViaVpn')].map(userPlace), place('names', 'names', 'Name service', 'DNS')]),
    ...(guests.length > 0 ? [plain('guest', 'guest', 'Guest network', guests.map(userPlace))] : []),
    ...othersOf(document, scenario, plan, users),
  ];
}

/** Where a participant is: as the plan found out, else as it declares. */
export function locationOf(user: Participant, plan?: RoutePlan): Location {
  return plan?.places.find(({ participant }) => participant === user.id)?.location ?? user.location ?? (user.viaVpn === true ? 'internetViaVpn' : 'customerNetwork');
}

/** The customer network that a participant is in or signals through. */
export function networkOf(id: string, document: NetworkDocument, scenario?: Scenario, plan?: RoutePlan): string {
  const known = plan?.places.find(({ participant }) => participant === id)?.network ?? scenario?.participants?.find((user) => user.id === id)?.network;
  return known ?? document.customerNetworks?.[0]?.id ?? '';
}

/** The customer network in which a trunk's SBC or connector stands; null for another tenant's. */
export function trunkNetwork(trunk: Trunk, document: NetworkDocument): string | null {
  if (trunk.network !== undefined) return trunk.network;
  return trunk.tenant !== undefined && trunk.tenant !== (document.tenant ?? '') ? null : (document.customerNetworks?.[0]?.id ?? '');
}

/** Whether a tenant is not the document's own. */
export const isForeign = (tenant: string | undefined, document: NetworkDocument): boolean => tenant !== undefined && tenant !== (document.tenant ?? '');

export const userPlace = (user: Participant): Place => place(`user:${user.id}`, 'user', user.id, userDetail(user));

function userDetail({ kind, home, tenant }: Participant): string {
  const what = kind === 'sfbUser' ? 'SfB user' : kind === 'guest' ? 'guest' : home === 'onPrem' ? 'homed on site' : 'user';
  return tenant === undefined ? what : `${what}, ${tenant}`;
}

function place(id: string, kind: NodeKind, label: string, detail: string): Place {
  return { id, kind, label, detail };
}

function plain(id: string, kind: ZoneKind, title: string, places: readonly Place[]): Zone {
  return { id, kind, title, notes: [], groups: [{ title: '', places }], circuit: false, walled: false };
}

function hasPhones(document: NetworkDocument, scenario?: Scenario): boolean {
  return (document.trunks ?? []).length > 0 || scenario?.kind === 'pstn' || scenario?.kind === 'hairpin' || (scenario?.participants ?? []).some(({ kind }) => kind === 'pstn');
}

function shownNetworks(document: NetworkDocument, scenario?: Scenario, plan?: RoutePlan): readonly CustomerNetwork[] {
  const all = document.customerNetworks ?? [];
  if (all.length === 0) return [{ id: '' }];
  if (all.length <= mostNetworks) return all;
  const wanted = new Set([...(plan?.places ?? []).map(({ network }) => network), ...(scenario?.participants ?? []).map(({ network }) => network)]);
  for (const name of [scenario?.trunk, scenario?.secondTrunk]) wanted.add(document.trunks?.find(({ id }) => id === name)?.network);
  const chosen = firstOf(mostNetworks, all.filter(({ id }) => wanted.has(id)), all);
  return all.filter((network) => chosen.has(network));
}

/** So many different ones, of the first list before the second. */
function firstOf<T>(most: number, wanted: readonly T[], all: readonly T[]): ReadonlySet<T> {
  return new Set([...new Set([...wanted, ...all])].slice(0, most));
}

/** The regions that a picture has room for: those of the plan first. */
export function shownRegions(document: NetworkDocument, plan?: RoutePlan): readonly Region[] {
  const all = document.regions ?? [];
  if (all.length === 0) return [{ id: '' }];
  const wanted = new Set([plan?.hostRegion, plan?.mediaServer?.region, ...(plan?.signaling ?? []).map(({ region }) => region), ...(plan?.relays ?? []).map(({ region }) => region)]);
  const chosen = firstOf(mostRegions, all.filter(({ id }) => wanted.has(id)), all);
  return all.filter((region) => chosen.has(region));
}

function serviceOf(document: NetworkDocument, scenario?: Scenario, plan?: RoutePlan): Zone {
  const more = (document.regions ?? []).length - shownRegions(document, plan).length;
  const zone = { id: 'service', kind: 'service', title: 'Service network', circuit: false, walled: false, notes: more > 0 ? [`and ${more} more regions`] : [] } as const;
  if (isSfb(document.profile)) {
    const places = [
      place('home', 'server', 'Home server', 'signaling'),
      place('onlineEdge', 'relay', 'Online Edge', 'relays media'),
      place('conference', 'media', 'Conference', 'mixes media'),
      place('phoneSystem', 'media', 'Phone system', 'service numbers'),
      ...(scenario?.kind === 'broadcast' ? [place('stream', 'media', 'Stream', 'not on the circuit')] : []),
    ];
    return { ...zone, groups: [{ title: 'datacenter', places }] };
  }

  const bridges = (document.features ?? []).some((feature) => feature === 'federation' || feature === 'hybrid');
  return {
    ...zone,
    groups: [
      ...shownRegions(document, plan).map(({ id, signalingUrls, relays, mediaServers }) => ({
        title: id === '' ? 'nearest region' : `region ${id}`,
        places: [
          place(`edge:${id}`, 'server', 'Edge', hostOf(signalingUrls?.[0]) ?? 'signaling'),
          place(`relay:${id}`, 'relay', 'Relay', relays?.[0] ?? 'transport relay'),
          place(`media:${id}`, 'media', 'Media server', mediaServers?.[0] ?? 'mixes, records'),
        ],
      })),
      ...(bridges ? [{ title: 'interop', places: [place('gateway', 'gateway', 'Gateway', 'to SfB')] }] : []),
    ],
  };
}

function hostOf(url: string | undefined): string | undefined {
  return url?.replace(/^\w+:\/\//, '');
}

function customerOf(document: NetworkDocument, network: CustomerNetwork, index: number, shown: readonly CustomerNetwork[], scenario: Scenario | undefined, plan: RoutePlan | undefined, users: readonly Participant[]): Zone {
  const here = (id: string) => networkOf(id, document, scenario, plan) === network.id || (index === 0 && !shown.some((one) => one.id === networkOf(id, document, scenario, plan)));
  const remote = users.some((user) => locationOf(user, plan) === 'internetViaVpn' && here(user.id));
  const trunks = (document.trunks ?? []).filter((trunk) => trunkNetwork(trunk, document) === network.id);
  const hybrid = index === 0 && (document.features ?? []).includes('hybrid');
  const more = index === shown.length - 1 ? (document.customerNetworks ?? []).length - shown.length : 0;
  return {
    id: `customer:${network.id}`,
    kind: 'customer',
    title: network.id === '' ? 'Customer network' : `Customer network ${network.id}`,
    notes: [...policyWords(network), ...(more > 0 ? [`and ${more} more networks`] : [])],
    circuit: network.privateCircuit != null,
    walled: (network.perimeters ?? []).length > 0,
    groups: [{
      title: '',
      places: [
        ...trunks.flatMap((trunk) => trunkPlaces(trunk)),
        ...(hybrid ? [place('sfbServer', 'server', 'SfB server', 'on premises'), place('sfbEdge', 'relay', 'SfB Edge', 'relays media')] : []),
        ...users.filter((user) => locationOf(user, plan) === 'customerNetwork' && here(user.id)).map(userPlace),
        ...((network.vpnPrefixes ?? []).length > 0 || remote ? [place(`vpn:${network.id}`, 'vpn', 'VPN gateway', network.vpnPrefixes?.[0] ?? 'VPN')] : []),
      ],
    }],
  };
}

function trunkPlaces({ id, kind, sbc, mediaBypass }: Trunk): readonly Place[] {
  if (kind === 'cloudConnector') return [place(`connector:${id}`, 'sbc', 'Connector', 'Cloud Connector'), place(`connectorEdge:${id}`, 'relay', 'Its Edge', 'relays media')];
  return sbc === undefined ? [] : [place(`sbc:${sbc.id}`, 'sbc', `SBC ${sbc.id}`, mediaBypass === true ? 'with bypass' : sbc.publicAddress)];
}

/** Other organizations: federated tenants, other tenants' SBCs, a third party's datacenter. */
function othersOf(document: NetworkDocument, scenario: Scenario | undefined, plan: RoutePlan | undefined, users: readonly Participant[]): readonly Zone[] {
  const zones: Zone[] = [];
  const federated = users.filter((user) => locationOf(user, plan) === 'federatedNetwork');
  const tenants = new Set([...federated.map(({ tenant }) => tenant), ...users.filter(({ kind, tenant }) => kind === 'sfbUser' && isForeign(tenant, document)).map(({ tenant }) => tenant)]);
  for (const tenant of tenants) {
    const name = tenant ?? document.federatedTenants?.[0]?.tenant ?? '';
    const places = [
      ...federated.filter((user) => user.tenant === tenant).map(userPlace),
      place(`fedServer:${tenant ?? ''}`, 'server', 'SfB server', 'of that tenant'),
      place(`fedEdge:${tenant ?? ''}`, 'relay', 'SfB relay', 'of that tenant'),
    ];
    const circuit = (plan === undefined ? [] : [...plan.signaling, ...plan.media]).some(({ participant, path }) => path.includes('expressRoute') && federated.some(({ id }) => id === participant));
    zones.push({ ...plain(`federated:${tenant ?? ''}`, 'other', name === '' ? 'Federated tenant' : `Federated tenant ${name}`, places), circuit });
  }

  const theirs = (document.trunks ?? []).filter((trunk) => trunkNetwork(trunk, document) === null);
  if (theirs.length > 0) zones.push(plain('tenant', 'other', `Tenant ${[...new Set(theirs.map(({ tenant }) => tenant))].join(', ')}`, theirs.flatMap(trunkPlaces)));
  const lost = users.filter((user) => locationOf(user, plan) === 'unknown');
  if (lost.length > 0) zones.push(plain('unknown', 'other', 'Place not known', lost.map(userPlace)));
  if (isSfb(document.profile) && scenario?.organizer?.home === 'onPrem' && isForeign(scenario.organizer.tenant, document)) {
    zones.push(plain('thirdParty', 'other', `Datacenter of ${scenario.organizer.tenant ?? 'another company'}`, [place('thirdPartyServer', 'media', 'Conference', 'on premises there')]));
  }

  return zones;
}

/** What the owner of a network has decided, in words; for the box, and for whoever does not see it. */
export function policyWords({ perimeters = [], policies = {}, privateCircuit }: CustomerNetwork): readonly string[] {
  const udp = perimeters.every(({ allow = [] }) => allow.some(({ protocol, firstPort, lastPort }) => (protocol ?? 'udp') === 'udp' && firstPort <= 3481 && lastPort >= 3478));
  return [
    ...(perimeters.length > 0 ? [udp ? 'behind a firewall' : 'firewall blocks UDP'] : []),
    ...(policies.blockDirectExternalMedia === true ? ['direct media with outside blocked'] : []),
    ...(policies.relayOnly === true ? ['all media by relay'] : []),
    ...(policies.udpOnly === true ? ['media by UDP alone'] : []),
    ...(policies.internalUdpBlocked === true ? ['UDP blocked inside'] : []),
    ...(policies.splitTunnel === true ? ['media go past the VPN'] : []),
    ...(policies.packetShaper === true ? ['packets shaped or inspected'] : []),
    ...(privateCircuit != null && privateCircuit['premium'] === true ? ['premium circuit'] : []),
  ];
}
