import { check, choice, h, words } from './dom.js';
import type { Location, NetworkDocument, PairMedia, Participant, Profile, ProfileName, Scenario, Trunk } from './wire.js';
import { isSfb } from './wire.js';
import { asKind, pairMedia, pairOf, switchesOf, turn, underProfile, withOneMore, withPair, withParticipant, type Case, type Switch } from './whatIf.js';
import { features, kinds, places, profiles } from './words.js';

const switches: readonly (readonly [Switch, string])[] = [
  ['udpBlocked', 'UDP to the outside is blocked'],
  ['forceRelay', 'Direct media with the outside forbidden'],
  ['relayOnly', 'All media must use a relay'],
  ['udpOnly', 'Media never use TCP'],
  ['internalUdpBlocked', 'UDP between devices inside is blocked'],
  ['circuit', 'There is a private circuit'],
  ['splitTunnel', 'The VPN lets media go past it'],
  ['packetShaper', 'Packets are shaped or inspected'],
  ['recording', 'The call is recorded'],
];

const mostShown = 8;

/** The panel that changes network and call: each control shows how the case stands and hands back a new one, with a word on what it cost. */
export function whatIfPanel(current: Case, trunks: readonly Trunk[], known: readonly Profile[], change: (next: Case, note?: string) => void): readonly HTMLElement[] {
  const { network, scenario } = current;
  const on = switchesOf(current);
  return [
    h('fieldset', {}, h('legend', {}, 'The network'),
      choice('Profile', 'profile', network.profile ?? 'acs', Object.entries(profiles) as [ProfileName, string][], (profile) => toProfile(current, profile, known, change)),
      ...switches.filter(([name]) => name !== 'recording').map(([name, words]) => check(words, name, on[name], (value) => change(turn(current, name, value)))),
      ...pairChoice(current, change)),
    h('fieldset', {}, h('legend', {}, 'The call'),
      choice('Kind', 'kind', scenario.kind ?? 'oneToOne', Object.entries(kinds) as [NonNullable<Scenario['kind']>, string][], (kind) => change({ network, scenario: asKind(scenario, kind, { ...network, trunks }) })),
      ...trunksOf(current, trunks, change),
      check('The call is recorded', 'recording', on.recording, (value) => change(turn(current, 'recording', value))),
      choice('Direct media', 'direct', String(scenario.connectivity?.direct ?? 'unknown') as Direct, [['unknown', 'not known: what is likely'], ['true', 'get through'], ['false', 'do not get through']], (direct) =>
        change({ network, scenario: { ...scenario, connectivity: connectivityWith(scenario, direct) } })),
      choice('A relay, if one must', 'relay', scenario.connectivity?.relay ?? 'any', relaysOf(network), (relay) => change({ network, scenario: { ...scenario, connectivity: withRelay(scenario, relay) } }))),
    ...(scenario.kind === 'hairpin' ? [] : [whoTakesPart(current, change)]),
  ];
}

type Direct = 'unknown' | 'true' | 'false';
type Relay = NonNullable<NonNullable<Scenario['connectivity']>['relay']> | 'any';
type Change = (next: Case, note?: string) => void;

function toProfile({ network, scenario }: Case, profile: ProfileName, known: readonly Profile[], change: Change): void {
  const { network: next, dropped } = underProfile(network, profile, known.find(({ name }) => name === profile)?.features ?? []);
  const note = dropped.length === 0 ? undefined : `${profiles[profile]} has no ${dropped.map((one) => (features[one] ?? one).toLowerCase()).join(', no ')}: left out.`;
  change({ network: next, scenario }, note);
}

function trunksOf({ network, scenario }: Case, trunks: readonly Trunk[], change: Change): readonly HTMLElement[] {
  if (scenario.kind !== 'pstn' && scenario.kind !== 'hairpin') return [];
  const all = trunks.filter(({ kind }) => scenario.kind === 'pstn' || kind === 'directRouting');
  if (all.length === 0) return [];
  const options = all.map(({ id, kind, mediaBypass }) => [id, `${id}${kind === 'directRouting' ? (mediaBypass === true ? ' (SBC, bypass)' : ' (SBC)') : kind === 'cloudConnector' ? ' (Cloud Connector)' : " (the service's)"}`] as const);
  return [
    choice('Trunk', 'trunk', scenario.trunk ?? all[0]!.id, options, (trunk) => change({ network, scenario: { ...scenario, trunk } })),
    ...(scenario.kind === 'hairpin' ? [choice('Second trunk', 'secondTrunk', scenario.secondTrunk ?? all[0]!.id, options, (secondTrunk) => change({ network, scenario: { ...scenario, secondTrunk } }))] : []),
  ];
}

function relaysOf({ profile, features: on = [] }: NetworkDocument): readonly (readonly [Relay, string])[] {
  return [
    ['any', 'the usual'],
    ['service', 'of the service'],
    ...(on.includes('hybrid') ? ([['onPremEdge', 'the Edge on premises']] as const) : []),
    ...(on.includes('federation') ? ([['federatedTenant', 'of the federated tenant']] as const) : []),
    ...(isSfb(profile) ? ([['onlineEdge', 'the Online Edge']] as const) : []),
  ];
}

/** What is allowed between the two networks of the call, whatever each says by itself. */
function pairChoice(current: Case, change: Change): readonly HTMLElement[] {
  const two = pairOf(current);
  if (two === undefined || (current.network.customerNetworks ?? []).length === 0) return [];
  const named = (name: string) => (name === 'internet' ? 'the Internet' : name);
  const label = two[0] === two[1] ? `Media inside ${two[0]}` : `Media between ${named(two[0])} and ${named(two[1])}`;
  const options = [['', 'as each network says'], ['direct', 'may go directly'], ['relayOnly', 'must use a relay'], ['none', 'are not allowed']] as const;
  return [choice<PairMedia | ''>(label, 'pair', pairMedia(current.network, two) ?? '', options, (media) => change({ ...current, network: withPair(current.network, two, media === '' ? undefined : media) }))];
}

function connectivityWith({ connectivity = {} }: Scenario, direct: Direct): NonNullable<Scenario['connectivity']> {
  const { direct: _, ...rest } = connectivity;
  return direct === 'unknown' ? rest : { ...rest, direct: direct === 'true' };
}

function withRelay({ connectivity = {} }: Scenario, relay: Relay): NonNullable<Scenario['connectivity']> {
  const { relay: _, ...rest } = connectivity;
  return relay === 'any' ? rest : { ...rest, relay };
}

function whoTakesPart({ network, scenario }: Case, change: Change): HTMLElement {
  const all = scenario.participants ?? [];
  const fixed = scenario.kind !== 'group' && scenario.kind !== 'broadcast';
  const edit = (index: number, to: (one: Participant) => Participant) => change({ network, scenario: withParticipant(scenario, index, to) });
  const more = h('button', { type: 'button', onclick: () => change({ network, scenario: withOneMore(scenario) }) }, 'One more');
  return h('fieldset', {}, h('legend', {}, 'Who takes part'), ...all.slice(0, mostShown).map((one, index) => participantOf(one, index, network, edit, fixed ? undefined : () => change({ network, scenario: { ...scenario, participants: all.filter((_, at) => at !== index) } }))),
    all.length > mostShown && h('p', { class: 'quiet' }, `and ${all.length - mostShown} more`),
    !fixed && more);
}

function participantOf(one: Participant, index: number, network: NetworkDocument, edit: (index: number, to: (one: Participant) => Participant) => void, remove?: () => void): HTMLElement {
  const { customerNetworks: networks = [], regions = [] } = network;
  const noUdp = one.transports !== undefined && !one.transports.includes('udp');
  return h('div', { class: 'who', role: 'group', 'aria-label': one.id },
    h('strong', {}, one.id),
    remove === undefined ? h('span') : h('button', { type: 'button', class: 'link', 'aria-label': `Take ${one.id} out`, onclick: remove }, 'take out'),
    choice('Place', `place-${index}`, placeOf(one, networks.length), placesOf(network, one), (place) => edit(index, (user) => at(user, place))),
    ...(one.kind !== 'pstn' && one.location === undefined ? addressesOf(one, index, edit) : []),
    one.kind !== 'pstn' && regions.length > 1 && choice('Nearest region', `region-${index}`, one.region ?? '', [...(one.region === undefined ? ([['', 'not known']] as const) : []), ...regions.slice(0, 100).map(({ id }) => [id, id] as const)], (region) => edit(index, (user) => ({ ...user, region }))),
    one.kind !== 'pstn' && check('no UDP from there', `udp-${index}`, noUdp, (on) => edit(index, ({ transports: _, ...user }) => (on ? { ...user, transports: ['tcp'] } : user))));
}

/** Where somebody is can be found out as the service does it: by the address that it sees, and by what the device shows of its own. */
function addressesOf({ sourceAddress, hostCandidates }: Participant, index: number, edit: (index: number, to: (one: Participant) => Participant) => void): readonly HTMLElement[] {
  const list = (text: string) => text.split(/[\s,]+/).filter((part) => part !== '');
  return [
    words('Address that the service sees', `source-${index}`, sourceAddress ?? '', '198.51.100.7', (text) => edit(index, ({ sourceAddress: _, ...user }) => (text === '' ? user : { ...user, sourceAddress: text }))),
    words('Own addresses of the device', `hosts-${index}`, (hostCandidates ?? []).join(' '), '10.1.2.3 10.200.0.5', (text) => edit(index, ({ hostCandidates: _, ...user }) => (list(text).length === 0 ? user : { ...user, hostCandidates: list(text) }))),
  ];
}

/** A place as the panel offers it: a location, and for places inside the network. */
type PlaceKey = `${Location | 'addresses' | 'phone'}${string}`;

function placeOf({ location, network, kind }: Participant, networks: number): PlaceKey {
  if (kind === 'pstn') return 'phone';
  if (location === undefined) return 'addresses';
  return networks > 1 && network !== undefined && (location === 'customerNetwork' || location === 'internetViaVpn') ? `${location}:${network}` : location;
}

function placesOf({ customerNetworks = [], features: on = [] }: NetworkDocument, one: Participant): readonly (readonly [PlaceKey, string])[] {
  const current = placeOf(one, customerNetworks.length);
  if (current === 'phone') return [['phone', 'a phone']];
  const own = (location: Location): readonly (readonly [PlaceKey, string])[] =>
    customerNetworks.length > 1 ? customerNetworks.slice(0, 20).map(({ id }) => [`${location}:${id}`, `${places[location]}, ${id}`] as const) : [[location, places[location]]];
  const all: readonly (readonly [PlaceKey, string])[] = [
    ...own('customerNetwork'), ['internet', places.internet], ...own('internetViaVpn'), ['guestPrivateNetwork', places.guestPrivateNetwork],
    ...(on.includes('federation') || one.location === 'federatedNetwork' ? ([['federatedNetwork', places.federatedNetwork]] as const) : []),
  ];
  const offered: readonly (readonly [PlaceKey, string])[] = [...all, ['addresses', 'as its addresses say']];
  return offered.some(([key]) => key === current) ? offered : [[current, places[one.location ?? 'internet']], ...offered];
}

function at({ location: _, network: __, viaVpn: ___, ...rest }: Participant, key: PlaceKey): Participant {
  if (key === 'addresses') return rest;
  const { sourceAddress: ____, hostCandidates: _____, ...user } = rest; // a place that is declared needs none
  const [location, network] = key.split(/:(.*)/s) as [Location, string | undefined];
  return { ...user, location, ...(network === undefined ? {} : { network }) };
}
