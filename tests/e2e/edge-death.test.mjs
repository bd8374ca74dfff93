// An edge dies in the middle of a call between two real browsers: media go on, events go on by another edge, nothing comes twice.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './lib/browser.mjs';
import { startEdges } from './lib/edge.mjs';
import { eventually } from './lib/eventually.mjs';
import { connect, Person } from './lib/person.mjs';
import { takeRedis } from './lib/redis.mjs';

const step = { timeout: 90_000 };
/** So many pictures may a side send while it gets none: 1.5 seconds of the fake camera, and on a busy machine, whose camera is slower, longer. */
const stillPictures = 30;

describe('the edge of both sides is killed in the middle of a call', { timeout: 240_000 }, () => {
  let redis, edges, browser, ann, ben, dead, spared;

  before(async () => {
    [redis, browser] = await Promise.all([takeRedis(), launchBrowser()]);
    edges = await startEdges(2, { redis: redis.endpoint, settings: { Tokens__DevelopmentSecret: 'not-a-secret-but-long-enough-for-two' } });
    [ann, ben] = await Promise.all([Person.at(edges[0], 'ann', browser, { roams: true }), Person.at(edges[0], 'ben', browser, { roams: true })]);
    await connect(ann, ben);
    await Promise.all([ann.receives(), ben.receives()]);
    [dead, spared] = await ann.edge() === edges[0].url ? edges : edges.toReversed();
    await Promise.all([ann, ben].map(person => person.page.evaluate(watchMedia)));
  }, step);

  after(async () => {
    await browser?.close();
    await Promise.all((edges ?? []).map(edge => edge.stop()));
    await redis?.stop();
  });

  it('both come back on the other edge at their first try there, and the page says so', step, async () => {
    const at = await ann.edge();
    const before = await ann.page.evaluate(() => window.sockets.length);
    await dead.program.kill();

    await Promise.all([ann, ben].map(person => eventually(`${person.name} is on ${spared.url}`, async () =>
      await person.edge() === spared.url && await person.page.getAttribute('#line', 'data-state') === 'online')));
    // How long that takes is the machine's: the tries are what the library answers for, and the pauses between them (line.test.ts): half a second.
    const tries = (await ann.page.evaluate(() => window.sockets)).slice(before).map(each => `http${/^ws(.*)\/hubs\//.exec(each)?.[1]}`);
    assert.deepEqual(tries, [at, spared.url]);
    await ann.isNotified('Reconnected to the service');
  });

  it('sound and picture have not stopped', step, async () => {
    await Promise.all([ann.receives(), ben.receives()]);

    for (const person of [ann, ben]) {
      const { states, connections, longest } = await person.page.evaluate(() => ({ ...window.watched, connections: window.connections.length }));
      assert.deepEqual([states, connections], [[], 1], `${person.name}'s connection was left alone`);
      assert.ok(longest < stillPictures, `${person.name} sent ${longest} pictures and got none`);
      assert.equal((await person.media()).state, 'connected');
    }
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

// Runs in the page: keeps the states that the connection goes through, and the most pictures that were sent while none was decoded.
function watchMedia() {
  const connection = window.connections.findLast(each => each.connectionState !== 'closed');
  const watched = window.watched = { states: [], longest: 0 };
  connection.addEventListener('connectionstatechange', () => watched.states.push(connection.connectionState));
  let decoded = -1, sentThen = 0;
  setInterval(async () => {
    let got = 0, sent = 0;
    (await connection.getStats()).forEach(each => {
      if (each.kind !== 'video') return;
      if (each.type === 'inbound-rtp') got += each.framesDecoded ?? 0;
      if (each.type === 'outbound-rtp') sent += each.framesSent ?? 0;
    });
    if (got > decoded) [decoded, sentThen] = [got, sent];
    watched.longest = Math.max(watched.longest, sent - sentThen);
  }, 50);
}
