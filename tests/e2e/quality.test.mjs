// Which way a real call went, and how good it was: two browsers whose relay is to be had over TCP alone, in a described network.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Api } from './lib/api.mjs';
import { launchBrowser } from './lib/browser.mjs';
import { startCoturn } from './lib/coturn.mjs';
import { startEdges } from './lib/edge.mjs';
import { eventually } from './lib/eventually.mjs';
import { connect, Person } from './lib/person.mjs';

const step = { timeout: 120_000 };
const thresholds = {
  Quality__RoundTripFair: '00:00:01', Quality__RoundTripPoor: '00:00:02', Quality__LossFair: '50', Quality__LossPoor: '60',
  Quality__LossBurstFair: '500', Quality__LossBurstPoor: '1000', Quality__FreezeFair: '99', Quality__FreezePoor: '100', Quality__SignalingRoundTrip: '00:00:05',
};

describe('a call relayed over TCP', { timeout: 300_000 }, () => {
  let coturn, edges, browser, ann, ben, api, call, relay;

  before(async () => {
    [coturn, browser] = await Promise.all([startCoturn({ ports: [443] }), launchBrowser()]);
    const { Relays__Servers__0__Udp__0: _, ...settings } = coturn.settings;
    relay = coturn.host;
    edges = await startEdges(1, { settings: { ...settings, Relays__Servers__0__Tcp__0: '443', ...thresholds } });
    const minted = await new Api(edges[0].url).post('/v1/dev/tokens', { user: 'ann', scope: 'calls network' });
    api = new Api(edges[0].url, { token: minted.body.token });
    const stored = await api.put('/v1/networks/office', { customerNetworks: [{ id: 'hq', internalPrefixes: ['127.0.0.0/8'] }] });
    assert.equal(stored.status, 201, JSON.stringify(stored.body));
    [ann, ben] = await Promise.all(['ann', 'ben'].map(name => Person.at(edges[0], name, browser, { policy: 'relay' })));
  }, step);

  after(async () => {
    await browser?.close();
    await Promise.all((edges ?? []).map(edge => edge.stop()));
    await coturn?.stop();
  });

  it('is explained on the page of each', step, async () => {
    await connect(ann, ben);
    await Promise.all([ann.receives(), ben.receives()]);
    call = (await api.get('/v1/calls?state=active')).body.calls[0].id;

    for (const person of [ann, ben]) {
      // The other side's path may be explained first; one's own then takes its place, and stays.
      const why = new RegExp(`^Relayed( twice)? over TCP, because UDP to the relay is blocked from 127\\.0\\.0\\.0/8; open UDP 3478–3481 to ${relay}\\.$`);
      await eventually(`${person.name} reads why`, async () => {
        assert.match(await person.page.locator('#path-why:visible').textContent(), why);
        return true;
      });
    }
  });

  it('has the flows that its browsers took', step, async () => {
    const { body } = await api.get(`/v1/calls/${call}/flows`);

    assert.deepEqual(body.steps.map(({ number, flows }) => [number, flows.map(({ user, flows }) => `${user} ${flows}`)]), [
      [1, ['ann 2']], [2, ['ann 4']], [3, ['ann 4']], [4, ['ben 4']], [5, ['ben 4']], [6, ['ben 4', 'ann 4']], [7, ['ann 4', 'ben 4']], [8, ['ann 4', 'ben 4']],
    ]);
    assert.equal(body.participants[0].asExpected, false);
    assert.equal(body.participants[0].expected.mode, 'direct');
    assert.ok(body.participants[0].why.some(({ cause }) => cause === 'relayOnlyByApp'), JSON.stringify(body.participants[0].why));
  });

  it('is measured while it lasts', step, async () => {
    await eventually('a verdict on the page', async () => {
      const bars = ann.page.locator('#bars');
      assert.equal(await bars.getAttribute('data-verdict'), 'good', await bars.getAttribute('aria-label'));
      return true;
    }, { within: 80_000, every: 500 });
  });

  it('leaves its last figures behind when it ends', step, async () => {
    const before = (await api.get(`/v1/calls/${call}/quality`)).body.legs.map(({ samples }) => samples);
    // What each page has seen since its last report is what there is to be left behind. It looks every two seconds; when it looks again, it has seen.
    await Promise.all([ann, ben].map(person => person.page.evaluate(countLooks)));
    await eventually('both have measured on', async () => (await Promise.all([ann, ben].map(person => person.page.evaluate(() => window.looks)))).every(looks => looks > 1));
    await ann.press('hang-up');
    await ann.isTold('ended');

    const { body } = await eventually('the last samples of both', async () => {
      const answer = await api.get(`/v1/calls/${call}/quality?samples=120`);
      assert.ok(answer.body.legs.every(({ samples }, index) => samples > before[index]), JSON.stringify(answer.body.legs.map(({ samples }) => samples)));
      return answer;
    });
    for (const leg of body.legs) {
      assert.ok(leg.figures.roundTripMilliseconds >= 0 && leg.figures.lossPercent < 50, JSON.stringify(leg.figures));
      assert.deepEqual(leg.recent.map(({ sequence }) => sequence), leg.recent.map((_, index) => index + 1));
      assert.ok(leg.recent.at(-1).network.media.some(({ codec, direction }) => codec === 'opus' && direction === 'receive'));
    }
  });
});

// Runs in the page: counts how often it asks its connection for statistics.
function countLooks() {
  const connection = window.connections.findLast(each => each.connectionState !== 'closed');
  const ask = connection.getStats.bind(connection);
  window.looks = 0;
  connection.getStats = (...of) => {
    window.looks++;
    return ask(...of);
  };
}
