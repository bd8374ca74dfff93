import { describe, expect, it } from 'vitest';
import { kindsOfCall, leftOut } from '../../console/kinds.js';
import { changesBetween, csvOf, outcomeOf, type Outcome } from '../../console/outcome.js';
import { atHome, inside, networkWith, outside, settled, withStranger } from '../../console/samples.js';
import { leg, plan, vpnCall } from './plans.js';

const row = { id: 'vpn-inside', group: 'One to one', title: 'By VPN and inside' };
const titles = (...args: Parameters<typeof networkWith>) => kindsOfCall(networkWith(...args)).map(({ id }) => id);

describe('kinds of call', () => {
  it('cover every place, phones by every trunk, groups, hairpins and broadcasts', () => {
    expect(titles('teams', 'directRouting')).toEqual(expect.arrayContaining([
      'inside', 'inside-outside', 'vpn-inside', 'vpn-outside', 'vpn-vpn', 'guest', 'recorded', 'outside', 'federated:another tenant',
      'phone:numbers', 'phone:sbc', 'phone:bypass', 'phone-outside:bypass', 'hairpin', 'group', 'group-two', 'group-phone', 'broadcast',
    ]));
  });

  it('have ids of their own', () => {
    for (const network of [networkWith('teams', 'federation', 'hybrid', 'directRouting', 'privateCircuit'), networkWith('sfbHybrid', 'hybrid', 'federation'), { customerNetworks: [{ id: 'a' }, { id: 'b' }] }, {}]) {
      const ids = kindsOfCall(network).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('take in what features add', () => {
    expect(titles('teams', 'hybrid')).toEqual(expect.arrayContaining(['hybrid', 'hybrid-outside', 'hybrid-edge']));
    expect(titles('teams', 'federation')).toEqual(expect.arrayContaining(['federated:fabrikam', 'federated-theirs:woodgrove']));
    expect(kindsOfCall(withStranger(networkWith('teams', 'directRouting'))).find(({ id }) => id === 'hairpin-foreign')?.scenario).toEqual({ kind: 'hairpin', trunk: 'bypass', secondTrunk: 'others' });
  });

  it('ask about each site, and about two sites', () => {
    const ids = kindsOfCall({ customerNetworks: [{ id: 'hq' }, { id: 'branch' }] }).map(({ id }) => id);

    expect(ids).toEqual(expect.arrayContaining(['inside@hq', 'inside@branch', 'inside-outside@branch', 'pair:hq:branch']));
  });

  it('take in every site of a dozen, each with the first, and the two of which the owner has said something', () => {
    const customerNetworks = Array.from({ length: 12 }, (_, index) => ({ id: `site-${index + 1}` }));
    const ids = kindsOfCall({ customerNetworks, pairs: [{ between: ['site-9', 'site-4'], media: 'none' }, { between: ['site-2', 'internet'] }, { between: ['site-3', 'site-3'] }] }).map(({ id }) => id);

    expect(ids.filter((id) => id.startsWith('inside@'))).toHaveLength(12);
    expect(ids.filter((id) => id.startsWith('pair:'))).toEqual([...customerNetworks.slice(1).map(({ id }) => `pair:site-1:${id}`), 'pair:site-9:site-4']);
    expect(kindsOfCall({ customerNetworks: customerNetworks.slice(0, 4) }).filter(({ id }) => id.startsWith('pair:'))).toHaveLength(6);
  });

  it('stay few, however large the document, and say what is left out', () => {
    const network = { customerNetworks: Array.from({ length: 1000 }, (_, index) => ({ id: `n${index}` })), trunks: Array.from({ length: 1000 }, (_, index) => ({ id: `t${index}` })) };

    expect(kindsOfCall(network).length).toBeLessThan(200);
    expect(leftOut(network)).toEqual(['980 of 1000 customer networks', '988 of 1000 trunks']);
    expect(leftOut({ customerNetworks: [{ id: 'hq' }] })).toEqual([]);
  });
});

describe('somebody at home', () => {
  const network = { customerNetworks: [{ id: 'hq' }, { id: 'branch' }], regions: [{ id: 'eu' }, { id: 'us' }] };

  it('is in the first network and near the first region, unless the scenario says otherwise', () => {
    const participants = [inside('a'), inside('b', { network: 'branch', region: 'us' }), outside('c'), { id: 'd', kind: 'pstn' as const }];

    expect(atHome({ participants }, network).participants).toEqual([inside('a', { network: 'hq', region: 'eu' }), participants[1], outside('c', { region: 'eu' }), participants[3]]);
  });

  it('stays where they are when the network changes, as long as that is there', () => {
    const participants = [inside('a', { network: 'branch', region: 'us' }), inside('b', { network: 'gone', region: 'gone' }), outside('c')];

    expect(settled({ participants }, network).participants).toEqual([participants[0], inside('b', { network: 'hq', region: 'eu' }), outside('c', { region: 'eu' })]);
    expect(settled({ participants: [inside('b', { network: 'gone' })] }, {}).participants).toEqual([inside('b')]);
  });

  it('needs no word where there is one of each', () => {
    expect(atHome({ participants: [inside('a')] }, { customerNetworks: [{ id: 'hq' }], regions: [{ id: 'eu' }] })).toEqual({ participants: [inside('a')] });
  });
});

describe('an outcome', () => {
  it('says flows, segments and relays of a plan', () => {
    const { signaling, media, how, relays } = outcomeOf(row, { value: { ...vpnCall.plan, relays: [{ owner: 'service', allocatedBy: 'alice', address: 'turn.eu.example' }] } });

    expect({ signaling, media, how, relays }).toEqual({ signaling: "alice: 2', 4 (Internet); bob: 4 (Internet)", media: 'alice: 3 (Internet); bob: 4 (Internet)', how: 'media relayed', relays: 'of the service turn.eu.example' });
  });

  it('says TCP, and segments where no flow has a number', () => {
    const value = plan({ media: [leg('a', ['4'], { transport: 'tcp' }), leg('b', [], { path: ['internet', 'expressRoute'] })], signaling: [leg('c', [], { inScope: false })] });

    expect(outcomeOf(row, { value })).toMatchObject({ media: 'a: 4 (Internet, TCP); b: Internet, circuit', signaling: "c: another's affair" });
  });

  it('of a refusal is its reason, with the rule', () => {
    expect(outcomeOf(row, { refusal: { code: 'federation_not_allowed', title: 'Federation not allowed', detail: 'Turn it on.', status: 422, rule: 'CALL-FLOWS #107', participant: 'bob' } }).how)
      .toBe('not possible: Federation not allowed (bob). Turn it on. Rule #107.');
  });
});

describe('changes', () => {
  const outcome = (id: string, more: Partial<Outcome> = {}): Outcome => ({ id, group: 'g', title: id, signaling: 's', media: 'm', how: 'h', relays: '', warnings: '', ...more });

  it('are what differs, what is new and what is gone', () => {
    expect(changesBetween([outcome('same'), outcome('other'), outcome('old')], [outcome('same'), outcome('other', { media: 'n', how: 'k' }), outcome('new')])).toEqual([
      { id: 'other', title: 'other', what: 'changed', fields: [{ name: 'media', before: 'm', after: 'n' }, { name: 'how', before: 'h', after: 'k' }] },
      { id: 'new', title: 'new', what: 'added', fields: [] },
      { id: 'old', title: 'old', what: 'gone', fields: [] },
    ]);
  });

  it('of nothing are none', () => {
    expect(changesBetween([outcome('a')], [outcome('a')])).toEqual([]);
  });
});

describe('CSV', () => {
  it('quotes, and lets no cell be a formula', () => {
    const rows: readonly Outcome[] = [{ id: 'x', group: 'Phone', title: '=HYPERLINK("x")', signaling: 'a, "b"', media: '-1', how: 'h', relays: '', warnings: 'line\nbreak' }];

    expect(csvOf(rows)).toBe('"Kind","Call","Signaling","Media","How","Relays","Warnings"\r\n"Phone","\'=HYPERLINK(""x"")","a, ""b""","\'-1","h","","line\nbreak"\r\n');
  });
});
