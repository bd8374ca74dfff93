import { call, federated, group, inside, networkWith, outside, phoneCall, remote, withSecondBypass, withStranger } from './samples.js';
import type { NetworkDocument, Scenario } from './wire.js';

/** A figure of the documents that the rules come from, as something to open: its network and its call. */
export interface Figure {
  readonly id: string;
  readonly series: 'Internet' | 'Federation' | 'On-premises beside it' | 'Phone network' | 'Private circuit' | 'Skype for Business';
  readonly title: string;
  /** The rule that states it (docs/call-flows.md). */
  readonly rule: number;
  readonly network: NetworkDocument;
  /** Missing for figures that show a network without a call. */
  readonly scenario?: Scenario;
  /** What stands on its arrows: signaling, then media. */
  readonly flows: { readonly signaling: readonly string[]; readonly media: readonly string[] };
}

const sfbUser = (id: string, tenant?: string) => outside(id, { kind: 'sfbUser', ...(tenant === undefined ? { home: 'onPrem' as const } : { tenant }) });
const onPrem = { home: 'onPrem' } as const;
const blocked = { direct: false } as const;
const open = { direct: true } as const;
const [acs, federation, hybrid, phones, circuit] = [networkWith('acs'), networkWith('teams', 'federation'), networkWith('teams', 'hybrid'), networkWith('teams', 'directRouting'), networkWith('teams', 'privateCircuit')];
const [online, sfbHybrid, connector] = [networkWith('sfbOnline', 'privateCircuit'), networkWith('sfbHybrid', 'hybrid', 'privateCircuit'), networkWith('sfbCloudConnector', 'privateCircuit')];
const none = { signaling: [], media: [] } as const;

/** Every figure, in the documents' order. */
export const figures: readonly Figure[] = [
  of('1', 'Internet', 'The service from the Internet', 84, acs, none),
  of('2', 'Internet', 'Two people inside', 86, acs, { signaling: ['4'], media: ['5'] }, call(inside('alice'), inside('bob'), open)),
  of('3', 'Internet', 'Inside and outside, relayed', 87, acs, { signaling: ['4', '3'], media: ['4', '3'] }, call(inside('alice'), outside('bob'), blocked)),
  of('4', 'Internet', 'Inside and outside, direct', 89, acs, { signaling: ['4', '3'], media: ['2'] }, call(inside('alice'), outside('bob'), open)),
  of('5', 'Internet', 'By VPN to inside, relayed', 91, acs, { signaling: ["2'", '4'], media: ['3', '4'] }, call(remote('alice'), inside('bob'), blocked)),
  of('6', 'Internet', 'By VPN to inside, direct', 92, acs, { signaling: ["2'", '4'], media: ['2'] }, call(remote('alice'), inside('bob'), open)),
  of('7', 'Internet', 'By VPN to outside, direct', 93, acs, { signaling: ["2'", '4', '3'], media: ['6'] }, call(remote('alice'), outside('bob'), open)),
  of('8', 'Internet', "A phone, by the service's numbers", 96, acs, { signaling: ['4'], media: ['4'] }, phoneCall(inside('alice'), 'numbers')),
  of('9', 'Internet', 'A group call', 99, acs, { signaling: ['4', '3'], media: ['4', '3'] }, group([inside('alice'), outside('bob'), inside('carol')])),
  of('10', 'Federation', "Relayed by the service's relay", 111, federation, { signaling: ['4', '3'], media: ['4', '3'] }, call(inside('alice'), sfbUser('bob', 'woodgrove'), blocked)),
  of('11', 'Federation', "Relayed by the other tenant's relay", 112, federation, { signaling: ['4'], media: ['2'] }, call(inside('alice'), sfbUser('bob', 'fabrikam'), { ...blocked, relay: 'federatedTenant' })),
  of('12', 'Federation', 'Direct', 114, federation, { signaling: ['4'], media: ['2'] }, call(inside('alice'), sfbUser('bob', 'fabrikam'), open)),
  of('13', 'On-premises beside it', 'The network', 116, hybrid, none),
  of('14', 'On-premises beside it', 'Both inside', 117, hybrid, { signaling: ['4'], media: ['5'] }, call(inside('alice'), inside('bob', { kind: 'sfbUser', ...onPrem }), open)),
  of('15', 'On-premises beside it', 'Outside, by the relay of the service', 118, hybrid, { signaling: ['4'], media: ['4', '3'] }, call(inside('alice'), sfbUser('bob'), blocked)),
  of('16', 'On-premises beside it', 'Outside, by the Edge on site', 119, hybrid, { signaling: ['4'], media: ['5A'] }, call(inside('alice'), sfbUser('bob'), { ...blocked, relay: 'onPremEdge' })),
  of('17', 'Phone network', 'The network', 138, phones, none),
  of('18', 'Phone network', 'From inside, relayed', 130, phones, { signaling: ['4', "4, 4'"], media: ['4', "4, 4'"] }, phoneCall(inside('alice'), 'sbc')),
  of('19', 'Phone network', 'From outside, by media server', 131, phones, { signaling: ['3', "4, 4'"], media: ['3', "4, 4'"] }, phoneCall(outside('alice'), 'sbc')),
  of('20', 'Phone network', 'From inside, past the service', 132, phones, { signaling: ['4', "4, 4'"], media: ['5B'] }, phoneCall(inside('alice'), 'bypass')),
  of('21', 'Phone network', 'From outside to the SBC, relayed', 133, phones, { signaling: ['3', "4, 4'"], media: ['3', '4'] }, phoneCall(outside('alice'), 'bypass', false)),
  of('22', 'Phone network', 'From outside to the SBC, direct', 134, phones, { signaling: ['3', "4, 4'"], media: ['2'] }, phoneCall(outside('alice'), 'bypass', true)),
  of('23', 'Phone network', 'From phone to phone (hairpin)', 135, withSecondBypass(phones), { signaling: ["4, 4'"], media: ['5C'] }, { kind: 'hairpin', trunk: 'bypass', secondTrunk: 'bypass2' }),
  of('24', 'Phone network', 'From phone to phone across tenants', 137, withStranger(phones), { signaling: ["4, 4'"], media: ["4, 4'"] }, { kind: 'hairpin', trunk: 'bypass', secondTrunk: 'others' }),
  of('25', 'Private circuit', 'The network', 139, circuit, none),
  of('26', 'Private circuit', 'Inside and outside, relayed', 150, circuit, { signaling: ['1', '3'], media: ['1', '3'] }, call(inside('alice'), outside('bob'), blocked)),
  of('S1', 'Skype for Business', 'Four segments', 9, online, none),
  of('S2', 'Skype for Business', 'Two people inside', 184, online, { signaling: ['circuit'], media: ['local'] }, call(inside('alice'), inside('bob'))),
  of('S3', 'Skype for Business', 'A conference in the cloud', 185, online, { signaling: ['circuit', 'Internet'], media: ['circuit', 'Internet'] }, group([inside('alice'), outside('bob')])),
  of('S4', 'Skype for Business', 'A conference on premises', 187, sfbHybrid, { signaling: ['circuit', 'local'], media: ['local'] }, group([inside('alice'), inside('bob', onPrem)], onPrem)),
  of('S5', 'Skype for Business', 'An Edge on premises, a conference in the cloud', 189, sfbHybrid, { signaling: ['Internet'], media: ['Internet', 'circuit'] },
    { ...group([outside('alice', onPrem)], { home: 'online' }), connectivity: { direct: false, relay: 'onPremEdge' } }),
  of('S6', 'Skype for Business', 'A phone, by Cloud Connector', 190, connector, { signaling: ['circuit'], media: ['local'] }, phoneCall(inside('alice'), 'connector')),
  of('S7', 'Skype for Business', 'A broadcast', 191, online, { signaling: ['circuit', 'Internet'], media: ['circuit', 'Internet'] },
    { kind: 'broadcast', participants: [inside('alice', { role: 'presenter' }), inside('bob', { role: 'attendee' }), outside('carol', { role: 'attendee' })] }),
  of('S8', 'Skype for Business', 'A federated organization', 196, networkWith('sfbOnline', 'federation', 'privateCircuit'), { signaling: ['circuit'], media: ['circuit'] }, call(inside('alice'), federated('bob', 'fabrikam'))),
];

function of(id: string, series: Figure['series'], title: string, rule: number, network: NetworkDocument, flows: Figure['flows'], scenario?: Scenario): Figure {
  return { id, series, title, rule, network, flows, ...(scenario === undefined ? {} : { scenario }) };
}
