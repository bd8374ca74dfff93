import { describe, expect, it } from 'vitest';
import { call, inside, networkWith, outside, remote } from '../../console/samples.js';
import { asKind, pairMedia, pairOf, switchesOf, turn, underProfile, withOneMore, withPair, type Case, type Switch } from '../../console/whatIf.js';

const start: Case = { network: networkWith('teams', 'directRouting'), scenario: call(inside('alice'), outside('bob')) };
const switches: readonly Switch[] = ['udpBlocked', 'circuit', 'forceRelay', 'recording', 'relayOnly', 'udpOnly', 'splitTunnel', 'internalUdpBlocked', 'packetShaper'];

describe('what if', () => {
  it.each(switches)('%s turns on, shows so, and turns off again', (which) => {
    const on = turn(start, which, true);

    expect(switchesOf(start)[which]).toBe(false);
    expect(switchesOf(on)).toEqual({ ...switchesOf(start), [which]: true });
    expect(switchesOf(turn(on, which, false))).toEqual(switchesOf(start));
  });

  it('leaves the case that it was given as it was', () => {
    const before = JSON.stringify(start);
    for (const which of switches) turn(start, which, true);

    expect(JSON.stringify(start)).toBe(before);
  });

  it('gives a circuit addresses of its own, once, and takes them away with it', () => {
    const twice = turn(turn(start, 'circuit', true), 'circuit', true).network;

    expect(twice.features).toEqual(['directRouting', 'privateCircuit']);
    expect(twice.customerNetworks?.[0]?.egressPrefixes).toHaveLength(2);
    expect(turn({ ...start, network: twice }, 'circuit', false).network.customerNetworks?.[0]).toEqual(start.network.customerNetworks?.[0]);
  });

  it("keeps the owner's own firewall when UDP is blocked and let through again", () => {
    const own = { kind: 'firewall', allow: [{ protocol: 'udp', firstPort: 3478, lastPort: 3481 }, { protocol: 'tcp', firstPort: 443, lastPort: 443 }] };
    const walled: Case = { ...start, network: { ...start.network, customerNetworks: [{ id: 'hq', perimeters: [own] }] } };

    expect(turn(turn(walled, 'udpBlocked', true), 'udpBlocked', false).network.customerNetworks?.[0]?.perimeters).toEqual([own]);
  });

  it('under another profile leaves out what that does not have, and says what', () => {
    const { network, dropped } = underProfile(turn(start, 'circuit', true).network, 'sfbCloudConnector', ['federation', 'privateCircuit']);

    expect(dropped).toEqual(['directRouting']);
    expect([network.profile, network.features, network.trunks?.map(({ id }) => id)]).toEqual(['sfbCloudConnector', ['privateCircuit'], ['numbers']]);
    expect(underProfile(network, 'acs', []).network.customerNetworks?.[0]?.privateCircuit).toBeUndefined();
  });

  it('has a word about the two networks of a call, and takes it back', () => {
    const two = pairOf(start)!;
    const said = withPair(start.network, two, 'none');

    expect([two, pairMedia(start.network, two)]).toEqual([['hq', 'internet'], undefined]);
    expect(said.pairs).toEqual([{ between: ['hq', 'internet'], media: 'none' }]);
    expect(pairMedia(said, ['internet', 'hq'])).toBe('none');
    expect(withPair(withPair(said, ['internet', 'hq'], 'relayOnly'), two, undefined)).toEqual(start.network);
    expect(pairMedia({ pairs: [{ between: ['hq', 'internet'] }] }, two)).toBe('direct');
  });

  it('knows no two networks where nobody said where somebody is, or both are outside', () => {
    const pairs = [call({ id: 'a' }, inside('b')), call(outside('a'), remote('b')), { kind: 'group' as const, participants: [inside('a'), outside('b')] }];

    expect(pairs.map((scenario) => pairOf({ ...start, scenario }))).toEqual([undefined, undefined, undefined]);
    expect(pairOf({ ...start, scenario: call(inside('a'), inside('b')) })).toEqual(['hq', 'hq']);
  });

  it('as another kind of call has as many as that takes, and a trunk', () => {
    const { network, scenario } = start;

    expect(asKind(scenario, 'group', network).participants).toHaveLength(3);
    expect(asKind(scenario, 'pstn', network)).toMatchObject({ participants: [{ id: 'alice' }], trunk: 'numbers' });
    expect(asKind(scenario, 'hairpin', network)).toMatchObject({ participants: [], trunk: 'sbc', secondTrunk: 'bypass' });
    expect(asKind(asKind(scenario, 'pstn', network), 'oneToOne', network)).not.toHaveProperty('trunk');
    expect(asKind(scenario, 'broadcast', network).participants?.map(({ role }) => role)).toEqual(['presenter', 'attendee']);
  });

  it('names whoever joins as nobody else is named', () => {
    let { scenario } = start;
    for (let i = 0; i < 12; i++) scenario = withOneMore(scenario);

    expect(new Set(scenario.participants?.map(({ id }) => id)).size).toBe(14);
  });
});
