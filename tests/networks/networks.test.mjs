// Calls between real browsers across real network address translation: the path that was planned, the candidates that the service let
// through, and the path that the browsers report must be one. Needs root; see lab.sh for the lie of the land.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connect } from '../e2e/lib/person.mjs';
import { browserAt, candidatesOf, pathOf, personAt } from './lib/desk.mjs';
import { Lab } from './lib/lab.mjs';
import { relay, startService } from './lib/service.mjs';

const office = {
  id: 'office', internalPrefixes: ['10.10.0.0/24'], egressPrefixes: [{ prefix: '198.51.100.21/32' }], vpnPrefixes: ['10.200.0.0/24'],
};
const network = (policies = {}, perimeters = []) => ({
  profile: 'acs', customerNetworks: [{ ...office, policies, perimeters }],
  regions: [{ id: 'lab', signalingUrls: ['https://198.51.100.10'], relays: [relay], mediaServers: ['198.51.100.12'] }],
});
const onlyHttps = [{ allow: [{ protocol: 'tcp', firstPort: 443, lastPort: 443, destination: 'service' }] }];
const egress = { desk1: '198.51.100.21', desk2: '198.51.100.21', laptop: '198.51.100.31', tablet: '198.51.100.32' };

describe('calls across networks', { timeout: 140_000 }, () => {
  const lab = new Lab();
  const browsers = new Map();
  let service;

  before(async () => {
    lab.up();
    service = await startService(lab);
  });

  after(async () => {
    await Promise.all([...browsers.values()].map(browser => browser.close()));
    await lab.down();
  });

  it('cone NAT on both sides: directly, from home to home', async () => {
    nats({ home1: 'cone', home2: 'cone' });
    await service.live(network());

    await call('laptop', 'tablet', async ({ plan, paths }) => {
      assert.equal((await plan()).mode, 'direct');
      assert.deepEqual((await plan()).media.map(leg => leg.flows), [['6'], ['6']]);
      for (const path of paths) assert.ok(path.local !== 'relay' && path.remote !== 'relay', JSON.stringify(path));
      assert.ok(lab.direct('home1') > 20 && lab.direct('home2') > 20, 'the firewalls count what goes directly');
    });
  });

  it('symmetric NAT on both sides: by the relay, over UDP', async () => {
    nats({ home1: 'symmetric', home2: 'symmetric' });
    await service.live(network());

    await call('laptop', 'tablet', async ({ plan, paths }) => {
      const planned = await plan({ direct: false });
      assert.equal(planned.mode, 'relayed');
      assert.deepEqual(planned.media.map(leg => [leg.flows, leg.transport, leg.address]), [[['3'], 'udp', relay], [['3'], 'udp', relay]]);
      relayed(paths);
    });
  });

  it('UDP blocked at the office: by the relay, over TCP from there', async () => {
    nats({ office: 'udpBlocked', home2: 'cone' });
    await service.live(network({}, onlyHttps));

    await call('desk1', 'tablet', async ({ plan, paths, people }) => {
      const planned = await plan();
      assert.equal(planned.mode, 'relayed');
      assert.deepEqual([planned.media[0].flows, planned.media[0].transport], [['4'], 'tcp']);
      assert.deepEqual([planned.media[1].flows, planned.media[1].transport], [['3'], 'udp']);
      relayed(paths);
      assert.equal(paths[0].local, 'relay', people[0].name);
      assert.equal(paths[0].relayProtocol, 'tcp');
    });
  });

  it('inside the office: directly, from desk to desk', async () => {
    nats({ office: 'cone' });
    await service.live(network({ blockDirectExternalMedia: true })); // which leaves the inside alone

    await call('desk1', 'desk2', async ({ plan, paths }) => {
      const planned = await plan();
      assert.deepEqual([planned.mode, planned.media[0].flows], ['direct', ['5']]);
      for (const path of paths) assert.deepEqual([path.from.slice(0, 6), path.to.slice(0, 6)], ['10.10.', '10.10.']);
      assert.equal(lab.direct('office'), 0);
    });
  });

  it('office to home where the owner allows it: directly', async () => {
    nats({ office: 'cone', home2: 'cone' });
    await service.live(network());

    await call('desk1', 'tablet', async ({ plan, paths }) => {
      const planned = await plan({ direct: true });
      assert.deepEqual([planned.mode, planned.media[0].flows], ['direct', ['2']]);
      for (const path of paths) assert.ok(path.local !== 'relay' && path.remote !== 'relay', JSON.stringify(path));
      assert.ok(lab.direct('office') > 20);
    });
  });

  const nats = kinds => { for (const [gateway, kind] of Object.entries(kinds)) lab.nat(gateway, kind); };

  const relayed = paths => {
    for (const path of paths) assert.ok(path.local === 'relay' || path.remote === 'relay', JSON.stringify(path));
  };

  /** One calls the other, both are heard and seen, and then `check` looks at it. */
  async function call(from, to, check, { source = {} } = {}) {
    for (const space of [from, to]) if (!browsers.has(space)) browsers.set(space, await browserAt(lab, space));
    const people = await Promise.all([from, to].map(space => personAt(space, browsers.get(space))));
    try {
      await connect(...people);
      await Promise.all(people.map(person => person.receives()));
      const [paths, candidates] = [await Promise.all(people.map(pathOf)), await Promise.all(people.map(candidatesOf))];
      const participants = [from, to].map((space, index) => ({
        id: space, sourceAddress: source[space] ?? egress[space],
        hostCandidates: candidates[index].own.filter(one => one.startsWith('host ')).map(one => one.split(' ')[1]),
      }));
      await check({ people, paths, candidates, plan: (connectivity = {}) => service.plan(participants, connectivity) });
    } finally {
      await Promise.all(people.map(person => person.leave()));
    }
  }
});
