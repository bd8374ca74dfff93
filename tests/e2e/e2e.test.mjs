// Real calls between real browsers: headless Chromium with a fake camera, microphone and screen, on edges of this build.
// The tests of one way are one call, step by step, so that each line of result says how far it came.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './lib/browser.mjs';
import { startCoturn } from './lib/coturn.mjs';
import { startEdges } from './lib/edge.mjs';
import { eventually } from './lib/eventually.mjs';
import { connect, Person } from './lib/person.mjs';
import { takeRedis } from './lib/redis.mjs';

const step = { timeout: 90_000 };
const pairs = 5;

const ways = {
  'directly, on two edges over one Redis': { edges: 2, redis: true },
  'through coturn alone, on two edges over one Redis': { edges: 2, redis: true, relay: true },
  'directly, on one edge with the embedded store': { edges: 1 },
};

for (const [way, { edges: count, redis: onRedis, relay }] of Object.entries(ways)) {
  describe(`a call ${way}`, { timeout: 240_000 }, () => {
    let redis, coturn, edges, browser, ann, ben;

    before(async () => {
      [redis, coturn, browser] = await Promise.all([onRedis && takeRedis(), relay && startCoturn(), launchBrowser()]);
      edges = await startEdges(count, { redis: redis?.endpoint, settings: coturn?.settings });
      const policy = relay ? 'relay' : 'all';
      [ann, ben] = await Promise.all([Person.at(edges[0], 'ann', browser, { policy }), Person.at(edges.at(-1), 'ben', browser, { policy })]);
    }, step);

    after(async () => {
      await browser?.close();
      await Promise.all((edges ?? []).map(edge => edge.stop()));
      await Promise.all([coturn?.stop(), redis?.stop()]);
    });

    it('is answered', step, () => connect(ann, ben));

    it('brings picture and sound to both sides', step, async () => {
      const received = await Promise.all([ann.receives(), ben.receives()]);

      for (const { path } of received) {
        assert.ok(path, 'a pair was selected');
        if (relay) assert.ok([path.local, path.remote].includes('relay'), `relayed: ${JSON.stringify(path)}`);
        else assert.ok(![path.local, path.remote].includes('relay'), `not relayed: ${JSON.stringify(path)}`);
      }
    });

    it('carries chat both ways', step, async () => {
      await ann.writes('Can you hear me?');
      await ben.reads('Can you hear me?');
      await ben.writes('Loud and clear');
      await ann.reads('Loud and clear');
    });

    it('takes a shared screen beside the camera', step, async () => {
      await ben.press('share');

      await eventually('ann sees two moving pictures', async () => {
        const { videos } = await ann.media();
        if (videos.filter(video => video.frames > 0).length === 2) return true;
        throw new Error(JSON.stringify(videos));
      });
      await ben.press('share');
    });

    it('is silent while on hold, and goes on afterwards', step, async () => {
      await ann.press('hold');
      await Promise.all([ben.sees('put you on hold'), ann.receivesNothing(), ben.receivesNothing()]);

      await ann.press('hold');
      await Promise.all([ann.sees('Connected'), ann.receives(), ben.receives()]);
    });

    it('lives on through an ICE restart', step, async () => {
      const [before, peerBefore] = await Promise.all([ann.media(), ben.media()]);

      await ann.page.evaluate(() => window.connections.at(-1).restartIce());

      await eventually('both sides have new ICE credentials', async () =>
        (await ann.media()).ufrag !== before.ufrag && (await ben.media()).ufrag !== peerBefore.ufrag);
      await Promise.all([ann.receives(), ben.receives()]);
      // Connections check their new pairs while the old one still carries media; what lasts is that both are connected.
      await eventually('both are connected', async () => (await ann.media()).state === 'connected' && (await ben.media()).state === 'connected');
    });

    it('ends for both when one hangs up', step, async () => {
      await ben.press('hang-up');

      await Promise.all([ann.isTold('Call with ben ended'), ben.isTold('Call with ann ended')]);
      assert.deepEqual([...ann.page.errors, ...ben.page.errors], []);
    });
  });
}

describe(`${pairs} pairs at once, on two edges over one Redis`, { timeout: 240_000 }, () => {
  let redis, edges, browser, people;

  before(async () => {
    [redis, browser] = await Promise.all([takeRedis(), launchBrowser()]);
    edges = await startEdges(2, { redis: redis.endpoint });
    people = await Promise.all(Array.from({ length: pairs }, async (_, n) =>
      [await Person.at(edges[n % 2], `caller-${n}`, browser), await Person.at(edges[(n + 1) % 2], `callee-${n}`, browser)]));
  }, { timeout: 90_000 });

  after(async () => {
    await browser?.close();
    await Promise.all((edges ?? []).map(edge => edge.stop()));
    await redis?.stop();
  });

  it('all get through, with picture and sound', { timeout: 120_000 }, async () => {
    await Promise.all(people.map(([caller, callee]) => connect(caller, callee)));
    await Promise.all(people.flat().map(person => person.receives({ frames: 2, packets: 5 })));
  });

  it('all end', step, async () => {
    await Promise.all(people.map(async ([caller, callee]) => {
      await caller.press('hang-up');
      await callee.isTold(`Call with ${caller.name} ended`);
    }));
  });
});
