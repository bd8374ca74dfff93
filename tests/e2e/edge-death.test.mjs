// An edge dies in the middle of a call between two real browsers: media go on, events go on by another edge, nothing comes twice.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './lib/browser.mjs';
import { startEdges } from './lib/edge.mjs';
import { eventually } from './lib/eventually.mjs';
import { connect, Person } from './lib/person.mjs';
import { takeRedis } from './lib/redis.mjs';

const step = { timeout: 45_000 };
/** Longer than this a picture may not stand still, ms. Two frames of a busy machine's fake camera are up to 200 ms apart. */
const stillMs = 1500;

describe('the edge of both sides is killed in the middle of a call', { timeout: 120_000 }, () => {
  let redis, edges, browser, ann, ben, dead, spared, watched;

  before(async () => {
    [redis, browser] = await Promise.all([takeRedis(), launchBrowser()]);
    edges = await startEdges(2, { redis: redis.endpoint, settings: { Tokens__DevelopmentSecret: 'not-a-secret-but-long-enough-for-two' } });
    [ann, ben] = await Promise.all([Person.at(edges[0], 'ann', browser, { roams: true }), Person.at(edges[0], 'ben', browser, { roams: true })]);
    await connect(ann, ben);
    await Promise.all([ann.receives(), ben.receives()]);
    [dead, spared] = await ann.edge() === edges[0].url ? edges : edges.toReversed();
    await Promise.all([ann, ben].map(person => person.page.evaluate(watchFrames)));
  }, step);

  after(async () => {
    await browser?.close();
    await Promise.all((edges ?? []).map(edge => edge.stop()));
    await redis?.stop();
  });

  it('both come back on the other edge within five seconds, and the page says so', step, async () => {
    await dead.program.kill();
    const killed = Date.now();

    await Promise.all([ann, ben].map(person => eventually(`${person.name} is on ${spared.url}`, async () =>
      await person.edge() === spared.url && await person.page.getAttribute('#line', 'data-state') === 'online')));
    assert.ok(Date.now() - killed < 5000, `${Date.now() - killed} ms`);
    await ann.isNotified('Reconnected to the service');
  });

  it('sound and picture have not stopped', step, async () => {
    await Promise.all([ann.receives(), ben.receives()]);

    watched = await Promise.all([ann, ben].map(person => person.page.evaluate(() => window.longestStill)));
    for (const longest of watched) assert.ok(longest < stillMs, `a picture stood still for ${longest} ms`);
    for (const person of [ann, ben]) assert.equal((await person.media()).state, 'connected');
  });

  it('events go on: chat both ways, once each', step, async () => {
    await ann.writes('Still there?');
    await ben.reads('Still there?');
    await ben.writes('As if nothing had happened');
    await ann.reads('As if nothing had happened');

    for (const [person, text] of [[ann, 'As if nothing had happened'], [ben, 'Still there?']])
      assert.equal(await person.page.locator('#chat-log li.theirs', { hasText: text }).count(), 1);
  });

  it('renegotiation goes on: hold, and back', step, async () => {
    await ben.press('hold');
    await ann.sees('put you on hold');
    await ben.press('hold');
    await Promise.all([ben.sees('Connected'), ann.receives(), ben.receives()]);
  });

  it('the call ends for both', step, async () => {
    await ann.press('hang-up');
    await ben.isTold('Call with ann ended');
    assert.deepEqual([...ann.page.errors, ...ben.page.errors], []);
  });
});

// Runs in the page: keeps the longest time between two samples in which the number of decoded frames grew, ms.
function watchFrames() {
  window.longestStill = 0;
  let frames = 0, since = performance.now();
  setInterval(async () => {
    const connection = window.connections.findLast(each => each.connectionState !== 'closed');
    if (!connection) return;
    let now = 0;
    (await connection.getStats()).forEach(each => { if (each.type === 'inbound-rtp' && each.kind === 'video') now += each.framesDecoded ?? 0; });
    if (now > frames) since = performance.now();
    frames = now;
    window.longestStill = Math.max(window.longestStill, performance.now() - since);
  }, 50);
}
