import type { CustomerNetwork, NetworkDocument, Participant, ProfileName, Scenario } from './wire.js';

/** The networks that figures and first steps use; addresses are from the ranges for documentation. */
const hq: CustomerNetwork = {
  id: 'hq',
  internalPrefixes: ['10.0.0.0/8', '2001:db8:1::/48'],
  egressPrefixes: [{ prefix: '198.51.100.0/24' }],
  vpnPrefixes: ['10.200.0.0/16'],
};

const sbc = { certified: true, udpFromService: true, routableFromInternet: true };

/** A document of a profile with features, and with all that these need. */
export function networkWith(profile: ProfileName, ...features: readonly string[]): NetworkDocument {
  const has = (feature: string) => features.includes(feature);
  return {
    profile,
    ...(features.length > 0 ? { features } : {}),
    tenant: 'contoso',
    customerNetworks: [has('privateCircuit') ? withCircuit(hq) : hq],
    regions: [
      { id: 'eu', geography: 'europe', signalingUrls: ['https://eu.example'], relays: ['turn.eu.example'], mediaServers: ['203.0.113.10'] },
    ],
    trunks: [
      { id: 'numbers' },
      ...(has('directRouting')
        ? ([
            { id: 'sbc', kind: 'directRouting', sbc: { id: 'sbc1', publicAddress: '203.0.113.51', ...sbc } },
            { id: 'bypass', kind: 'directRouting', mediaBypass: true, sbc: { id: 'sbc2', publicAddress: '203.0.113.52', ...sbc } },
          ] as const)
        : []),
      ...(profile === 'sfbCloudConnector' ? ([{ id: 'connector', kind: 'cloudConnector' }] as const) : []),
    ],
    ...(has('federation') ? { federatedTenants: [{ tenant: 'fabrikam' }, { tenant: 'woodgrove', usesService: true }] } : {}),
  };
}

/** A network with a private circuit, and with addresses of its own for it (CALL-FLOWS #259). */
export function withCircuit(network: CustomerNetwork): CustomerNetwork {
  return {
    ...network,
    privateCircuit: network.privateCircuit ?? {},
    egressPrefixes: network.egressPrefixes?.some(({ outbound }) => outbound === 'expressRoute') ?? false
      ? network.egressPrefixes!
      : [...(network.egressPrefixes ?? []), { prefix: '192.0.2.0/28', outbound: 'expressRoute', inbound: 'expressRoute' }],
  };
}

/** A tenant beside, with an SBC of its own: for calls that end at another tenant's phones. */
export function withStranger(document: NetworkDocument): NetworkDocument {
  const other = { id: 'others', kind: 'directRouting', mediaBypass: true, tenant: 'fabrikam', sbc: { id: 'sbc4', publicAddress: '203.0.113.54', ...sbc } } as const;
  return { ...document, trunks: [...(document.trunks ?? []), other] };
}

/** A second SBC that lets media past the service, for calls from phone to phone. */
export function withSecondBypass(document: NetworkDocument): NetworkDocument {
  return { ...document, trunks: [...(document.trunks ?? []), { id: 'bypass2', kind: 'directRouting', mediaBypass: true, sbc: { id: 'sbc3', publicAddress: '203.0.113.53', ...sbc } }] };
}

const who = (id: string, location: Participant['location'], more: Partial<Participant> = {}): Participant => ({ id, ...(location === undefined ? {} : { location }), ...more });
export const inside = (id: string, more?: Partial<Participant>): Participant => who(id, 'customerNetwork', more);
export const outside = (id: string, more?: Partial<Participant>): Participant => who(id, 'internet', more);
export const remote = (id: string, more?: Partial<Participant>): Participant => who(id, 'internetViaVpn', more);
export const guest = (id: string): Participant => who(id, 'guestPrivateNetwork', { kind: 'guest' });
export const federated = (id: string, tenant: string): Participant => who(id, 'federatedNetwork', { tenant });

export const call = (a: Participant, b: Participant, connectivity: NonNullable<Scenario['connectivity']> = {}): Scenario => ({ kind: 'oneToOne', participants: [a, b], connectivity });
export const phoneCall = (user: Participant, trunk?: string, direct?: boolean): Scenario => ({ kind: 'pstn', participants: [user], ...(trunk === undefined ? {} : { trunk }), ...(direct === undefined ? {} : { connectivity: { direct } }) });
export const group = (participants: readonly Participant[], organizer?: Scenario['organizer']): Scenario => ({ kind: 'group', participants, ...(organizer === undefined ? {} : { organizer }) });

/** The scenario with everybody in the first network and near the first region, where there are several and it does not say which. */
export function atHome(scenario: Scenario, { customerNetworks = [], regions = [] }: NetworkDocument): Scenario {
  if (scenario.participants === undefined) return scenario;
  const [site, region] = [customerNetworks.length > 1 ? customerNetworks[0]!.id : undefined, regions.length > 1 ? regions[0]!.id : undefined];
  const settle = (one: Participant): Participant => ({
    ...one,
    ...(site !== undefined && one.network === undefined && (one.location === 'customerNetwork' || one.location === 'internetViaVpn') ? { network: site } : {}),
    ...(region !== undefined && one.region === undefined && one.kind !== 'pstn' ? { region } : {}),
  });
  return { ...scenario, participants: scenario.participants.map(settle) };
}

/** The scenario in a network that has changed under it: who was in a network that is no longer there is at home again. */
export function settled(scenario: Scenario, network: NetworkDocument): Scenario {
  if (scenario.participants === undefined) return scenario;
  const sites = new Set(network.customerNetworks?.map(({ id }) => id));
  const regions = new Set(network.regions?.map(({ id }) => id));
  const loose = ({ network: site, region, ...one }: Participant): Participant => ({
    ...one,
    ...(site !== undefined && sites.has(site) ? { network: site } : {}),
    ...(region !== undefined && regions.has(region) ? { region } : {}),
  });
  return atHome({ ...scenario, participants: scenario.participants.map(loose) }, network);
}
