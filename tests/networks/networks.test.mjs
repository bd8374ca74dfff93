// Calls between real browsers across real network address translation: the path that was planned, the candidates that the service let
// through, the path that the browsers take, and what the service makes of their reports must be one. Needs root; see lab.sh for the lie of the land.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../e2e/lib/eventually.mjs';
import { connect } from '../e2e/lib/person.mjs';
import { browserAt, candidatesOf, gathered, pathOf, personAt } from './lib/desk.mjs';
import { Lab } from './lib/lab.mjs';
import { edge, relay, startService } from './lib/service.mjs';

const office = {
  id: 'office', internalPrefixes: ['10.10.0.0/24'], egressPrefixes: [{ prefix: '198.51.100.21/32' }], vpnPrefixes: ['10.200.0.0/24'],
};
const network = (policies = {}, perimeters = []) => ({
  profile: 'acs', customerNetworks: [{ ...office, policies, perimeters }],
  regions: [{ id: 'lab', signalingUrls: ['https://198.51.100.10'], relays: [relay], mediaServers: ['198.51.100.12'] }],
});
const onlyHttps = [{ allow: [{ protocol: 'tcp', firstPort: 443, lastPort: 443, destination: 'service' }] }];
const egress = { desk1: '198.51.100.21', desk2: '198.51.100.21', laptop: '198.51.100.31', tablet: '198.51.100.32' };

describe('calls across networks', { timeout: 280_000 }, () => {
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

    await call('laptop', 'tablet', async ({ plan }) => {
      assert.equal((await plan()).mode, 'direct');
      assert.deepEqual((await plan()).media.map(leg => leg.flows), [['6'], ['6']]);
      await eventually('the firewalls count what goes directly', () => lab.direct('home1') > 20 && lab.direct('home2') > 20);
    }, { direct: true });
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

    await call('desk1', 'tablet', async ({ plan, paths }) => {
      const planned = await plan();
      assert.equal(planned.mode, 'relayed');
      assert.deepEqual([planned.media[0].flows, planned.media[0].transport], [['4'], 'tcp']);
      assert.deepEqual([planned.media[1].flows, planned.media[1].transport], [['3'], 'udp']);
      relayed(paths);
      assert.deepEqual([paths[0].local, paths[0].relayProtocol], ['relay', 'tcp']);
    });
  });

  it('inside the office: directly, from desk to desk', async () => {
    nats({ office: 'cone' });
    await service.live(network({ blockDirectExternalMedia: true })); // which leaves the inside alone

    await call('desk1', 'desk2', async ({ plan, paths }) => {
      const planned = await plan();
      assert.deepEqual([planned.mode, planned.media[0].flows], ['direct', ['5']]);
      for (const path of paths) for (const end of [path.from, path.to]) assert.match(end, /^(10\.10\..*)?$/, JSON.stringify(path)); // none where nobody told it
      assert.equal(lab.direct('office'), 0);
    }, { direct: true });
  });

  it('office to home where the owner allows it: directly', async () => {
    nats({ office: 'cone', home2: 'cone' });
    await service.live(network());

    await call('desk1', 'tablet', async ({ plan }) => {
      const planned = await plan({ direct: true });
      assert.deepEqual([planned.mode, planned.media[0].flows], ['direct', ['2']]);
      await eventually('the firewall counts what goes directly', () => lab.direct('office') > 20);
    }, { direct: true });
  });

  it('through a VPN: signaling, and not media', async () => {
    nats({ office: 'cone', home1: 'cone', home2: 'cone' });
    await service.live(network()); // media over the VPN are forbidden in this profile

    await withVpn(() =>
      call('laptop', 'tablet', async ({ plan, paths, candidates, look }) => {
        const planned = await plan();
        assert.deepEqual(planned.signaling[0].flows, ["2'", '4']);
        assert.deepEqual([planned.mode, planned.media[0].flows], ['direct', ['6']]);
        assert.ok(candidates[0].own.some(one => one.includes('10.200.0.5')), 'the tunnel was there to be used');
        assert.ok(!/10\.200\.|198\.51\.100\.21/.test(candidates[1].description), `the tablet was told of the tunnel:\n${candidates[1].theirs.join('\n')}`);
        await eventually('and was told of the way past it', async () => (await look())[1].theirs.some(one => one.includes('192.168.1.2') || one.includes('198.51.100.31')));
        for (const path of paths) assert.ok(!/^10\.200\.|^198\.51\.100\.21$/.test(path.from) && !/^10\.200\.|^198\.51\.100\.21$/.test(path.to), JSON.stringify(path));
      }, { source: { laptop: '198.51.100.21' }, direct: true, all: true }));
  });

  it('office to home where the owner forbids it: by the relay, and no packet goes directly', async () => {
    nats({ office: 'cone', home2: 'cone' });
    await service.live(network({ blockDirectExternalMedia: true }));

    for (const [from, to] of [['desk1', 'tablet'], ['tablet', 'desk1']]) {
      await call(from, to, async ({ plan, paths, candidates }) => {
        assert.equal((await plan({ direct: true })).mode, 'relayed');
        relayed(paths);
        for (const side of candidates) {
          assert.ok(side.own.some(one => one.startsWith('srflx ')), side.own.join());
          assert.deepEqual(side.theirs.filter(one => !one.startsWith('relay ')), []);
        }
        const addresses = candidates.map(side => side.description.match(/(?:10\.10\.0\.|192\.168\.2\.|198\.51\.100\.(?:21|32))\d*/g));
        assert.deepEqual(addresses, [null, null], 'not in c=, a=rtcp or raddr either');
      }, { all: true });
    }
    assert.equal(lab.direct('office'), 0);
    assert.equal(lab.direct('home2'), 0);
  });

  describe('the network test', { concurrency: true }, () => {
    before(async () => {
      nats({ home1: 'cone', home2: 'symmetric', office: 'udpBlocked' });
      await service.live(network());
    });

    for (const [what, space, kind, nat, fix] of [
      ['behind cone NAT', 'laptop', 'open', 'cone'],
      ['behind symmetric NAT', 'tablet', 'symmetricNat', 'symmetric', /gives every destination another port/],
      ['where UDP is blocked', 'desk1', 'udpBlocked', 'unknown', /^UDP 3478, 3479 to 198\.51\.100\.11 is blocked: ask for UDP 3478, 3479 outwards to it/],
    ]) {
      it(`${what} says ${kind}`, async () => {
        const report = await measures(space, kind, fix);
        assert.equal(report.nat, nat);
        assert.equal(report.natStable, kind === 'udpBlocked' ? null : true, JSON.stringify(report.mappings));
        assert.equal(report.path.transport, kind === 'udpBlocked' ? 'tcp' : 'udp');
        assert.equal(report.sourceAddress, egress[space]);
        assert.deepEqual([report.network, report.findings.length], [space === 'desk1' ? 'office' : null, fix ? 1 : 0], JSON.stringify(report.findings));
      });
    }
  });

  it('the network test through a VPN says vpn', async () => {
    nats({ office: 'cone', home1: 'cone' });
    await service.live(network());
    await withVpn(() => measures('laptop', 'vpn', /split tunnel/));
  });

  it('the network test where no relay is reached says blocked, and a NAT that forgets is found out', async () => {
    nats({ office: 'relayBlocked', home2: 'forgetful' });
    await service.live(network());

    const [, forgetful] = await Promise.all([measures('desk1', 'blocked', /^TCP 443 to 198\.51\.100\.11 is blocked/m), measures('tablet', 'symmetricNat', /changed a mapping that was in use/)]);
    assert.equal(forgetful.natStable, false);
  });

  const nats = kinds => { for (const [gateway, kind] of Object.entries(kinds)) lab.nat(gateway, kind); };

  const relayed = paths => {
    for (const path of paths) assert.ok(path.local === 'relay' || path.remote === 'relay', JSON.stringify(path));
  };

  /** What the page /network-test says at a desk, and the advice in it. */
  async function measures(space, kind, fix) {
    const page = await (await browserOf(space)).newPage({ permissions: ['microphone'] });
    try {
      await page.goto(`${edge}/network-test/?start&measure=2&watch=8&name=${space}&label=${space}`);
      await page.waitForSelector('body[data-test=done]', { timeout: 80_000 });
      const report = await page.evaluate(() => window.networkTest.report);
      assert.equal(report.kind, kind, JSON.stringify(report, null, 1));
      assert.equal(await page.getAttribute('body', 'data-kind'), kind);
      if (fix) assert.match((await page.locator('.findings li p:first-of-type').allTextContents()).join('\n'), fix);
      return report;
    } finally {
      await page.close();
    }
  }

  async function withVpn(act) {
    lab.vpn('up');
    try { await act(); } finally { lab.vpn('down'); }
  }

  /** Somebody at a desk, in a browser that is started once. */
  const at = async space => personAt(space, await browserOf(space));

  async function browserOf(space) {
    if (!browsers.has(space)) browsers.set(space, await browserAt(lab, space));
    return browsers.get(space);
  }

  /** What the service makes of the browsers' own reports is what was planned; they may report a better path after a first one. */
  const explained = (caller, planned) => eventually(`${caller}'s call is explained as it was planned`, () => {
    const { participants } = service.explains(caller);
    assert.deepEqual(
      participants.map(({ real }) => [real?.flows, /^relayed/.test(real?.kind)]), planned.media.map(leg => [leg.flows, planned.mode === 'relayed']),
      participants.map(({ summary }) => summary).join('\n'));
    return true;
  }, { within: 60_000, every: 300 });

  /** One calls the other, both are heard and seen, and then `check` looks at it; with `all`, once all candidates have come. */
  async function call(from, to, check, { source = {}, direct = false, all = false } = {}) {
    const people = [await at(from), await at(to)];
    try {
      await connect(...people);
      await Promise.all(people.map(person => person.receives()));
      if (all) await gathered(people);
      const [paths, candidates] = [await Promise.all(people.map(person => pathOf(person, direct))), await Promise.all(people.map(candidatesOf))];
      const participants = [from, to].map((space, index) => ({
        id: space, sourceAddress: source[space] ?? egress[space],
        hostCandidates: candidates[index].own.filter(one => one.startsWith('host ')).map(one => one.split(' ')[1]),
      }));
      await check({
        paths, candidates, look: () => Promise.all(people.map(candidatesOf)), plan: async (connectivity = {}) => {
          const planned = await service.plan(participants, connectivity);
          await explained(from, planned);
          return planned;
        },
      });
    } finally {
      await Promise.all(people.map(person => person.leave()));
    }
  }
});
