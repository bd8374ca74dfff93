// The call page in each of its states, wide and narrow, light and dark, as axe judges it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { checkAccessibility } from '../../clients/web/test/accessibility.mjs';
import { walkNetworkTest } from '../../clients/web/test/scenes.mjs';
import { startEdges } from './lib/edge.mjs';

describe('the call page', { timeout: 200_000 }, () => {
  let edge;

  // Axe looks at a ringing call in four ways: longer than a call rings, where the machine is slow.
  before(async () => { [edge] = await startEdges(1, { settings: { Calls__RingTimeout: '00:05:00' } }); });
  after(() => edge?.stop());

  it('has nothing for axe to find in any state', { timeout: 180_000 }, async () => {
    const { findings, scenes } = await checkAccessibility(edge.url);

    assert.ok(scenes >= 20, `${scenes} states`);
    assert.deepEqual(findings, []);
  });
});

describe('the network test', { timeout: 150_000 }, () => {
  let edge;

  before(async () => {
    [edge] = await startEdges(1, { settings: { Relays__Secret: 'a secret that nobody has', Relays__Servers__0__Host: '127.0.0.1', Relays__Servers__0__Udp__0: '3481', Relays__Servers__0__Tls__0: '443' } });
  });
  after(() => edge?.stop());

  it('has nothing for axe to find before, while and after', { timeout: 120_000 }, async () => {
    const { findings, scenes } = await checkAccessibility(edge.url, walkNetworkTest);

    assert.deepEqual([scenes, findings], [6, []]);
  });
});
