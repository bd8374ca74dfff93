import { atHome, federated, group, guest, inside, outside, phoneCall, remote } from './samples.js';
import { isSfb, type NetworkDocument, type Participant, type Scenario } from './wire.js';

/** A kind of call that may happen under a network. */
export interface CallKindRow {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly scenario: Scenario;
}

/** More networks than that, and more trunks or tenants, are left to the picture; `leftOut` says so. */
const [mostSites, most] = [20, 12];
/** Of so many networks each is paired with each other one, of more with the first. */
const mostPaired = 4;

/** What the table leaves out of a large network, in words. */
export function leftOut({ customerNetworks = [], trunks = [], federatedTenants = [] }: NetworkDocument): readonly string[] {
  const over = (all: readonly unknown[], most: number, words: string) => (all.length > most ? [`${all.length - most} of ${all.length} ${words}`] : []);
  return [...over(customerNetworks, mostSites, 'customer networks'), ...over(trunks, most, 'trunks'), ...over(federatedTenants, most, 'federated tenants')];
}

/** Every kind of call under this network: who may call whom from where, each trunk, groups, calls from phone to phone, broadcasts. */
export function kindsOfCall(network: NetworkDocument): readonly CallKindRow[] {
  const names = (network.customerNetworks ?? []).slice(0, mostSites).map(({ id }) => id);
  const sites = names.length > 0 ? names : [undefined];
  const several = sites.length > 1;
  const rows = [
    ...sites.flatMap((site) => oneToOne(site, several ? ` ${site}` : '', (network.customerNetworks ?? []).find(({ id }) => id === site)?.vpnPrefixes ?? [], network)),
    ...pairsOf(names, network).map(([one, other]) => row(`pair:${one}:${other}`, 'One to one', `Inside ${one} and inside ${other}`, pair(at('inside', one), at('inside 2', other)))),
    row('outside', 'One to one', 'Both outside', pair(outside('outside'), outside('outside 2'))),
    ...interop(network),
    ...phones(network),
    ...groups(network),
  ];
  return rows.map((one) => ({ ...one, scenario: atHome(one.scenario, network) }));
}

/** Which two networks call each other: those about which the owner has said something among them. */
function pairsOf(names: readonly string[], { pairs = [] }: NetworkDocument): readonly (readonly [string, string])[] {
  const known = new Set(names);
  const all = [
    ...names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const)).filter(([one]) => names.length <= mostPaired || one === names[0]),
    ...pairs.flatMap(({ between: [one, other] = [] }) => (one !== undefined && other !== undefined && one !== other && known.has(one) && known.has(other) ? [[one, other] as const] : [])),
  ];
  return [...new Map(all.map((two) => [[...two].sort().join('\n'), two])).values()];
}

const row = (id: string, group: string, title: string, scenario: Scenario): CallKindRow => ({ id, group, title, scenario });
const at = (id: string, network: string | undefined, make = inside, more: Partial<Participant> = {}): Participant => make(id, { ...more, ...(network === undefined ? {} : { network }) });
const pair = (a: Participant, b: Participant, connectivity: NonNullable<Scenario['connectivity']> = {}): Scenario => ({ kind: 'oneToOne', participants: [a, b], connectivity });

function oneToOne(site: string | undefined, suffix: string, vpn: readonly string[], network: NetworkDocument): readonly CallKindRow[] {
  const named = (id: string) => `${id}${suffix === '' ? '' : `@${site}`}`;
  const desk = at('inside', site);
  const byVpn = (id: string) => at(id, site, remote);
  return [
    row(named('inside'), 'One to one', `Both inside${suffix}`, pair(desk, at('inside 2', site))),
    row(named('inside-outside'), 'One to one', `Inside${suffix} and outside`, pair(desk, outside('outside'))),
    row(named('inside-outside-direct'), 'One to one', `Inside${suffix} and outside, where direct media get through`, pair(desk, outside('outside'), { direct: true })),
    ...(vpn.length > 0
      ? [
          row(named('vpn-inside'), 'One to one', `By VPN and inside${suffix}`, pair(byVpn('vpn'), desk)),
          row(named('vpn-outside'), 'One to one', `By VPN${suffix} and outside`, pair(byVpn('vpn'), outside('outside'))),
          row(named('vpn-vpn'), 'One to one', `Both by VPN${suffix}`, pair(byVpn('vpn'), byVpn('vpn 2'))),
        ]
      : []),
    row(named('guest'), 'One to one', `Inside${suffix} and a guest`, pair(desk, guest('guest'))),
    row(named('recorded'), 'One to one', `Both inside${suffix}, recorded`, { ...pair(desk, at('inside 2', site)), needs: { recording: true } }),
    ...(isSfb(network.profile) && (network.features ?? []).includes('hybrid') ? [row(named('homed'), 'One to one', `Both inside${suffix}, one homed on premises`, pair(desk, at('on premises', site, inside, { home: 'onPrem' })))] : []),
  ];
}

/** With Skype for Business of other tenants and on premises. */
function interop(network: NetworkDocument): readonly CallKindRow[] {
  const tenants = network.federatedTenants?.slice(0, most).map(({ tenant }) => tenant) ?? [];
  const sfb = isSfb(network.profile);
  const partner = (tenant: string): Participant => (sfb ? federated('partner', tenant) : outside('partner', { kind: 'sfbUser', tenant }));
  const user = (id: string, place: typeof inside): Participant => place(id, { kind: 'sfbUser', home: 'onPrem' });
  const hybrid = !sfb && (network.features ?? []).includes('hybrid');
  return [
    ...(tenants.length > 0 ? tenants : ['another tenant']).flatMap((tenant) => [
      row(`federated:${tenant}`, 'Other organizations', `Inside and ${tenant}`, pair(inside('inside'), partner(tenant))),
      ...(tenants.length > 0 ? [row(`federated-theirs:${tenant}`, 'Other organizations', `Inside and ${tenant}, by their relay`, pair(inside('inside'), partner(tenant), { direct: false, relay: 'federatedTenant' }))] : []),
    ]),
    ...(hybrid
      ? [
          row('hybrid', 'On premises', 'Inside and Skype for Business inside', pair(inside('inside'), user('sfb', inside))),
          row('hybrid-outside', 'On premises', 'Inside and Skype for Business outside', pair(inside('inside'), user('sfb', outside))),
          row('hybrid-edge', 'On premises', 'Inside and Skype for Business outside, by the Edge on premises', pair(inside('inside'), user('sfb', outside), { direct: false, relay: 'onPremEdge' })),
        ]
      : []),
  ];
}

function phones(network: NetworkDocument): readonly CallKindRow[] {
  const trunks = network.trunks?.slice(0, most) ?? [];
  const sbcs = (network.trunks ?? []).filter(({ kind }) => kind === 'directRouting');
  const tenantOf = (trunk: (typeof sbcs)[number]) => trunk.tenant ?? network.tenant;
  const first = sbcs.find(({ mediaBypass }) => mediaBypass === true) ?? sbcs[0];
  const second = sbcs.find((one) => one !== first && tenantOf(one) === tenantOf(first!) && one.mediaBypass === first!.mediaBypass) ?? first;
  const foreign = sbcs.find((one) => first !== undefined && tenantOf(one) !== tenantOf(first));
  return [
    ...(trunks.length > 0 ? trunks.map(({ id }) => id as string | undefined) : [undefined]).flatMap((trunk) => {
      const name = trunk === undefined ? "by the service's numbers" : `by trunk ${trunk}`;
      return [
        row(`phone:${trunk ?? ''}`, 'Phone', `A phone from inside, ${name}`, phoneCall(inside('inside'), trunk)),
        row(`phone-outside:${trunk ?? ''}`, 'Phone', `A phone from outside, ${name}`, phoneCall(outside('outside'), trunk)),
      ];
    }),
    row('hairpin', 'Phone', 'From phone to phone (hairpin)', { kind: 'hairpin', ...(first === undefined ? {} : { trunk: first.id }), ...(second === undefined ? {} : { secondTrunk: second.id }) }),
    ...(foreign === undefined ? [] : [row('hairpin-foreign', 'Phone', "From phone to another tenant's phone", { kind: 'hairpin', trunk: first!.id, secondTrunk: foreign.id })]),
  ];
}

function groups(network: NetworkDocument): readonly CallKindRow[] {
  return [
    row('group', 'Group', 'A group: inside, outside, inside', group([inside('inside'), outside('outside'), inside('inside 2')])),
    row('group-two', 'Group', 'A group of two, both inside', group([inside('inside'), inside('inside 2')])),
    row('group-phone', 'Group', 'A group with a phone that dialled in', group([inside('inside'), outside('outside'), { id: 'phone', kind: 'pstn' }], { dialIn: true })),
    ...(isSfb(network.profile) && (network.features ?? []).includes('hybrid') ? [row('group-premises', 'Group', 'A conference on premises', group([inside('inside'), outside('outside')], { home: 'onPrem' }))] : []),
    row('broadcast', 'Group', 'A broadcast', { kind: 'broadcast', participants: [inside('presenter', { role: 'presenter' }), inside('attendee', { role: 'attendee' }), outside('attendee 2', { role: 'attendee' })] }),
  ];
}
