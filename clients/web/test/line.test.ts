import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reconnectDelayMs } from '../src/reconnectPolicy.js';
import type { StreamState } from '../src/index.js';
import { FakeEdge, refusal, wireCall } from './fakes/fakeEdge.js';
import { FakeStorage, openTab, settle } from './fakes/fakeBrowser.js';

const ben = { user: 'ben', device: 'phone' };
const edges = ['https://one.example', 'https://two.example'];
const jwt = (claims: object) => `h.${btoa(JSON.stringify(claims))}.s`;

describe('the line to the service', () => {
  let edge: FakeEdge;

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    edge = new FakeEdge();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('waits 0, 0.3, 1, 2, 4 and then 8 s, with a little chance', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((attempt) => reconnectDelayMs(attempt, 0))).toEqual([0, 300, 1_000, 2_000, 4_000, 8_000, 8_000]);
    expect([0, 1, 2, 5].map((attempt) => reconnectDelayMs(attempt, 0.999))).toEqual([0, 449, 1_499, 8_999]);
  });

  it('comes back to another edge with its cursor, and tells an event once', async () => {
    edge.on('POST /v1/calls', { status: 201, body: wireCall('c1') });
    const { client } = openTab(edge, { edges });
    const states: StreamState[] = [];
    client.on('state', (state) => states.push(state));
    await client.connect();
    const lines: string[] = [];
    client.call('ben').on('message', ({ text }) => lines.push(text));
    await settle();
    const event = edge.tell('call.message', 'c1', { from: ben, text: 'hello' });
    edge.attachReply = () => {
      edge.repeat(event);
      return { type: 'attached', cursor: 'e1' };
    };
    edge.down.add('https://one.example');
    edge.cut();
    await settle(300);

    expect(edge.connections.map(({ edge }) => edge)).toEqual(['https://one.example', 'https://two.example']);
    expect(edge.last.cursors).toEqual(['e1']);
    expect(states).toEqual(['connecting', 'online', 'reconnecting', 'online']);
    expect(lines).toEqual(['hello']);
  });

  it('tells events in order, those that came before the reply to `attach` first', async () => {
    const { client } = openTab(edge);
    const told: string[] = [];
    client.on('incoming', (call) => told.push(call.id));
    edge.attachReply = () => {
      edge.tell('call.incoming', 'missed', { from: ben, sdp: 'offer' });
      return { type: 'attached', cursor: 'c5' };
    };
    await client.connect();
    edge.tell('call.incoming', 'new', { from: { user: 'cid' }, sdp: 'offer' });
    edge.cut();
    await settle();

    expect(told.slice(0, 2)).toEqual(['missed', 'new']);
    expect(edge.last.cursors).toEqual(['e2']);
  });

  it('attaches without its cursor where an edge cannot read it', async () => {
    const { client } = openTab(edge);
    await client.connect();
    edge.attachReply = () => {
      if (edge.last.cursors.at(-1) !== null) throw new Error('An unexpected error occurred invoking \'attach\' on the server. HubException: invalid_cursor: the cursor is none that this service gave.');
      return { type: 'attached', cursor: 'n1', activeCalls: [] };
    };
    edge.cut();
    await settle(2_000);

    expect(edge.connections.flatMap(({ cursors }) => cursors)).toEqual([null, 'c0', null]);
    expect(client.state).toBe('online');
  });

  it('rebuilds its calls where events may be missing', async () => {
    edge.on('POST /v1/calls', { status: 201, body: wireCall('c1') });
    const { client, peers } = openTab(edge);
    await client.connect();
    const call = client.call('ben');
    await settle();
    const incoming = vi.fn();
    client.on('incoming', incoming);
    edge.on('GET /v1/calls/c1', {
      status: 200,
      body: wireCall('c1', { state: 'connected', answer: { sdp: 'answer by ben' }, candidates: [{ from: ben, offer: 1, candidates: [{ candidate: 'candidate:b' }] }] }),
    });
    edge.on('GET /v1/calls/c2', { status: 200, body: wireCall('c2', { state: 'ringing', from: { user: 'cid', device: 'x' }, to: 'ann', offer: { sdp: 'offer by cid' } }) });
    edge.attachReply = { type: 'resync', cursor: 'n9', activeCalls: [wireCall('c1'), wireCall('c2')] };
    edge.cut();
    await settle();

    expect(call.state.phase).toBe('connected');
    expect(peers[0]?.candidates).toEqual([{ candidate: 'candidate:b' }]);
    expect(incoming).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'c2', peer: 'cid' }));
  });

  it('takes an event that bears the id of one which the store has lost', async () => {
    edge.on('POST /v1/calls', { status: 201, body: wireCall('c1') });
    const { client } = openTab(edge);
    await client.connect();
    const lines: string[] = [];
    client.call('ben').on('message', ({ text }) => lines.push(text));
    await settle();
    const lost = edge.tell('call.message', 'c1', { from: ben, text: 'lost' });
    edge.repeat(lost);
    edge.on('GET /v1/calls/c1', { status: 200, body: wireCall('c1') });
    edge.control({ type: 'resync', cursor: 'n9', activeCalls: [wireCall('c1')] });
    await settle();
    edge.repeat({ ...lost, data: { from: ben, text: 'kept' } } as typeof lost);
    await settle();
    expect(lines).toEqual(['lost', 'kept']);
  });

  it('ends a call that is over by the time it is back', async () => {
    edge.on('POST /v1/calls', { status: 201, body: wireCall('c1') });
    const { client } = openTab(edge);
    await client.connect();
    const call = client.call('ben');
    await settle();
    edge.on('GET /v1/calls/c1', { status: 200, body: wireCall('c1', { state: 'ended', endReason: 'timed_out' }) });
    edge.control({ type: 'resync', cursor: 'n9', activeCalls: [] });
    await settle();
    expect(call.state).toEqual({ phase: 'ended', reason: 'timed_out' });
  });

  it('hangs up what an earlier life of this tab has left behind', async () => {
    edge.on('GET /v1/calls/c1', { status: 200, body: wireCall('c1', { state: 'connected' }) });
    edge.attachReply = { type: 'attached', cursor: 'n1', activeCalls: [wireCall('c1')] };
    const { client } = openTab(edge);
    await client.connect();
    await settle();
    expect(edge.to('/c1/hangup')).toHaveLength(1);
  });

  it('moves on when its edge drains', async () => {
    const { client } = openTab(edge, { edges });
    await client.connect();
    edge.control({ type: 'drain' });
    await settle();
    expect(edge.connections.map(({ edge }) => edge)).toEqual(edges);
    expect(client.state).toBe('online');
  });

  it('renews its token when the edge says that it ends', async () => {
    let tokens = 0;
    const { client } = openTab(edge, { token: () => Promise.resolve(jwt({ sub: 'ann', n: ++tokens })) });
    await client.connect();
    edge.control({ type: 'tokenExpiring' });
    await settle();
    expect(edge.last.renewed).toEqual([jwt({ sub: 'ann', n: 2 })]);
    expect(client.user).toBe('ann');
  });

  it('tells the app where the token cannot be renewed', async () => {
    const { client } = openTab(edge);
    const problem = vi.fn();
    client.on('problem', problem);
    await client.connect();
    edge.control({ type: 'tokenExpiring' });
    expect(problem).toHaveBeenCalledWith(expect.objectContaining({ code: 'token_expiring' }));
  });

  it('fetches a new token before the old one ends', async () => {
    let tokens = 0;
    const { client } = openTab(edge, { token: () => Promise.resolve(jwt({ exp: Date.now() / 1000 + 60, n: ++tokens })) });
    await client.connect();
    await settle(31_000);
    client.call('ben');
    await settle();
    expect(tokens).toBe(2);
  });

  it('gets in with a new token where the next edge refuses the old one', async () => {
    let tokens = 0;
    const { client } = openTab(edge, { edges, token: () => Promise.resolve(jwt({ n: ++tokens })) });
    await client.connect();
    edge.refused.add(jwt({ n: 1 }));
    edge.on('GET /v1/calls\\?limit=1', refusal(401, 'unauthenticated'), { status: 200, body: { calls: [] } });
    edge.down.add('https://one.example');
    edge.cut();
    await settle(1_500);
    expect(client.state).toBe('online');
    expect(client.edge).toBe('https://two.example');
    expect(tokens).toBe(2);
  });

  it('gives up where the service says no', async () => {
    edge.down.add('https://one.example');
    const { client } = openTab(edge, {}, { fetch: (...request) => { edge.down.clear(); const reply = edge.fetch(...request); edge.down.add('https://one.example'); return reply; } });
    edge.on('GET /v1/calls\\?limit=1', refusal(401, 'unauthenticated'));
    await expect(client.connect()).rejects.toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(client.state).toBe('closed');
  });

  it('a duplicated tab takes an id of its own', async () => {
    const channels: FakeChannel[] = [];
    const openChannel = () => new FakeChannel(channels) as unknown as BroadcastChannel;
    const first = openTab(edge, { device: undefined as never }, { openChannel, newId: ids('a') });
    const connecting = first.client.connect();
    await settle(100);
    await connecting;
    const copy = openTab(edge, { device: undefined as never }, { openChannel, storage: new FakeStorage(first.storage), newId: ids('b') });
    const joining = copy.client.connect();
    await settle(100);
    await joining;

    expect(first.client.device).toMatch(/^a/);
    expect(copy.client.device).toMatch(/^b/);
  });

  it('a reloaded tab keeps its id', async () => {
    const first = openTab(edge, { device: undefined as never }, { newId: ids('a') });
    await first.client.connect();
    const reloaded = openTab(edge, { device: undefined as never }, { storage: first.storage, newId: ids('b') });
    await reloaded.client.connect();
    expect(reloaded.client.device).toBe(first.client.device);
  });

  it('replaced by a connection of the same id, it becomes another device', async () => {
    const { client } = openTab(edge, { device: undefined as never });
    await client.connect();
    const before = client.device;
    edge.control({ type: 'replaced' });
    await settle();
    expect(client.device).not.toBe(before);
    expect(edge.last).toMatchObject({ device: client.device, cursors: [null] });
    expect(client.state).toBe('online');
  });

  it('with an id that the app chose, a replaced connection stays away', async () => {
    const { client } = openTab(edge, { device: 'mine' });
    const problem = vi.fn();
    client.on('problem', problem);
    await client.connect();
    edge.control({ type: 'replaced' });
    await settle(60_000);
    expect(client.state).toBe('replaced');
    expect(edge.connections).toHaveLength(1);
    expect(problem).toHaveBeenCalledWith(expect.objectContaining({ code: 'device_replaced' }));
  });
});

describe('a command', () => {
  let edge: FakeEdge;

  beforeEach(() => {
    vi.useFakeTimers();
    edge = new FakeEdge().on('POST /v1/relay-credentials', refusal(503, 'relays_not_configured'));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is repeated with the same idempotency key, on another edge where one is away', async () => {
    edge.on('POST /v1/calls', refusal(503, 'store_unavailable'), 'unreachable', { status: 201, body: wireCall('c1') });
    const { client } = openTab(edge, { edges });
    await client.connect();
    const call = client.call('ben');
    await settle(1_000);

    const tries = edge.to('POST /v1/calls');
    expect(tries).toHaveLength(3);
    expect(new Set(tries.map(({ key }) => key))).toEqual(new Set([expect.stringMatching(/^id\d+$/)]));
    expect(tries.map(({ edge }) => edge)).toEqual(['https://one.example', 'https://one.example', 'https://two.example']);
    expect(call.id).toBe('c1');
  });

  it('waits as long as the edge asks', async () => {
    edge.on('POST /v1/calls', { ...(refusal(503, 'store_unavailable') as object), headers: { 'Retry-After': '3' } } as never, { status: 201, body: wireCall('c1') });
    const { client } = openTab(edge);
    await client.connect();
    client.call('ben');
    await settle(2_900);
    expect(edge.to('POST /v1/calls')).toHaveLength(1);
    await settle(200);
    expect(edge.to('POST /v1/calls')).toHaveLength(2);
  });

  it('is not repeated where the answer is no', async () => {
    edge.on('POST /v1/calls', refusal(422, 'cannot_call_yourself'));
    const { client } = openTab(edge);
    await client.connect();
    const call = client.call('ann');
    await settle(60_000);
    expect(edge.to('POST /v1/calls')).toHaveLength(1);
    expect(call.state).toEqual({ phase: 'ended', reason: 'cannot_call_yourself' });
  });

  it('gives up after twenty seconds', async () => {
    edge.on('POST /v1/calls', 'unreachable');
    const { client } = openTab(edge);
    await client.connect();
    const call = client.call('ben');
    await settle(25_000);
    expect(call.state).toEqual({ phase: 'ended', reason: 'network_unreachable' });
  });

  it('gets a new token once where the old one is refused', async () => {
    let tokens = 0;
    edge.on('POST /v1/calls', refusal(401, 'token_expired'), { status: 201, body: wireCall('c1') });
    const { client } = openTab(edge, { token: () => Promise.resolve(jwt({ n: ++tokens })) });
    await client.connect();
    const call = client.call('ben');
    await settle();
    expect(call.id).toBe('c1');
    expect(edge.to('POST /v1/calls').map(({ token }) => token)).toEqual([jwt({ n: 1 }), jwt({ n: 2 })]);
  });
});

describe('edges', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** An edge that is so many milliseconds away. */
  const far = (edge: FakeEdge, ms: Record<string, number>): typeof fetch => async (input, init) => {
    const url = new URL(String(input));
    if (url.pathname === '/v1/ping') await new Promise((resolve) => setTimeout(resolve, ms[url.origin]));
    return edge.fetch(input, init);
  };

  it.each([
    ['a nearer one is preferred', { 'https://one.example': 90, 'https://two.example': 20 }, 'https://two.example'],
    ['one that is hardly nearer is not', { 'https://one.example': 25, 'https://two.example': 20 }, 'https://one.example'],
  ])('%s', async (_, distances, wanted) => {
    const edge = new FakeEdge().on('GET /v1/edges', { status: 200, body: { edges: [{ id: '2', region: null, url: 'https://two.example' }] } });
    const { client } = openTab(edge, { discover: true }, { fetch: far(edge, distances) });
    const connecting = client.connect();
    await settle(1_000);
    await connecting;
    expect(client.edge).toBe(wanted);
  });
});

/** Ids that tell whose they are. */
function ids(prefix: string): () => string {
  let n = 0;
  return () => `${prefix}${++n}`;
}

/** Tabs of one browser hear each other, a turn later. */
class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(private readonly all: FakeChannel[]) {
    all.push(this);
  }

  postMessage(data: unknown): void {
    for (const other of this.all) if (other !== this) queueMicrotask(() => other.onmessage?.({ data }));
  }

  close(): void {
    this.all.splice(this.all.indexOf(this), 1);
  }
}
