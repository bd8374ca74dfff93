import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSession } from '../src/CallSession.js';
import type { SignalingError } from '../src/errors.js';
import { FakeEdge, refusal, wireCall } from './fakes/fakeEdge.js';
import { openTab, settle, type FakeTab } from './fakes/fakeBrowser.js';

const ben = { user: 'ben', device: 'phone' };

describe('a call', () => {
  let edge: FakeEdge;
  let tab: FakeTab;

  beforeEach(async () => {
    vi.useFakeTimers();
    edge = new FakeEdge();
    edge.on('POST /v1/relay-credentials', { status: 200, body: { iceServers: [{ urls: ['turn:relay'], username: 'u', credential: 'c' }], expiresAt: new Date(Date.now() + 600_000).toISOString() } });
    edge.on('POST /v1/calls', { status: 201, body: wireCall('c1') });
    edge.on('POST /v1/calls/c1/candidates', { status: 204 });
    tab = openTab(edge);
    await tab.client.connect();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const peer = () => tab.peers.at(-1)!;

  async function place(): Promise<CallSession> {
    const call = tab.client.call('ben', { audio: true, video: true });
    await settle();
    return call;
  }

  async function connect(): Promise<CallSession> {
    const call = await place();
    edge.tell('call.answered', 'c1', { by: ben, sdp: 'answer by ben' });
    await settle();
    peer().become('connected');
    return call;
  }

  /** A tab whose invites are answered when the returned function is called. */
  async function answerLate(): Promise<() => void> {
    let reply = () => undefined as void;
    const late = new Promise<void>((resolve) => (reply = resolve));
    tab = openTab(edge, {}, {
      fetch: async (input, init) => {
        const response = await edge.fetch(input, init);
        if (String(input).endsWith('/v1/calls')) await late;
        return response;
      },
    });
    await tab.client.connect();
    return () => reply();
  }

  async function receive(): Promise<CallSession> {
    const incoming = new Promise<CallSession>((resolve) => tab.client.on('incoming', resolve));
    edge.tell('call.incoming', 'c7', { from: ben, sdp: 'offer by ben' });
    return incoming;
  }

  it('is placed with relays in place, rings, is answered, and flows', async () => {
    const phases: string[] = [];
    const call = tab.client.call('ben', { audio: true, video: true });
    call.on('state', ({ phase }) => phases.push(phase));
    await settle();
    edge.tell('call.ringing', 'c1', { by: ben });
    edge.tell('call.answered', 'c1', { by: ben, sdp: 'answer by ben' });
    await settle();
    peer().become('connected');

    expect(phases).toEqual(['inviting', 'ringing', 'connected', 'connected']);
    expect(call.state).toMatchObject({ phase: 'connected', media: 'flowing' });
    expect(peer().configurations[0]?.iceServers).toMatchObject([{ urls: ['turn:relay'] }]);
    expect(edge.to('POST /v1/calls')[0]).toMatchObject({ body: { to: 'ben', sdp: 'offer 1 by tab' }, device: 'tab' });
  });

  it('takes events that overtake the answer to its invite', async () => {
    const reply = await answerLate();
    const call = tab.client.call('ben');
    await settle();
    edge.tell('call.ringing', 'c1', { by: ben });
    edge.tell('call.answered', 'c1', { by: ben, sdp: 'answer by ben' });
    await settle();
    expect(call.state.phase).toBe('preparing');

    reply();
    await settle();
    expect(call.state.phase).toBe('connected');
    expect(peer().log).toEqual(['local offer', 'remote answer']);
  });

  it('sends candidates only once the edge has the offer, in batches', async () => {
    const call = tab.client.call('ben');
    await settle();
    peer().gather('candidate:1 1 udp 1 10.0.0.1 1 typ host');
    peer().gather('candidate:2 1 udp 1 10.0.0.2 1 typ host');
    await settle(20);
    peer().gather(null);
    await settle(100);

    expect(edge.to('/candidates').map(({ body }) => body)).toMatchObject([
      { offer: 1, candidates: [{ sdpMid: '0' }, { sdpMid: '0' }], endOfCandidates: false },
      { offer: 1, candidates: [], endOfCandidates: true },
    ]);
    expect(call.id).toBe('c1');
  });

  it('says as a problem that policies leave its media no way', async () => {
    edge.on('POST /v1/calls/c1/candidates', refusal(422, 'relay_required'));
    const call = await connect();
    const problem = vi.fn();
    call.on('problem', problem);

    peer().gather(null);
    await settle(100);

    expect(problem).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'relay_required', status: 422 }));
    expect(call.state.phase).toBe('connected');
  });

  it('says with each description where the app knows the device to be', async () => {
    tab = openTab(edge, { network: { viaVpn: true } });
    await tab.client.connect();
    tab.client.call('cid');
    await settle();
    await (await receive()).answer({ audio: true });
    await settle();

    expect(edge.to('POST /v1/calls')[0]?.body).toMatchObject({ to: 'cid', network: { viaVpn: true } });
    expect(edge.to('/c7/answer')[0]?.body).toEqual({ sdp: expect.any(String) as string, network: { viaVpn: true } });
    expect(edge.to('/c7/ringing')[0]?.body).toEqual({});
  });

  it('rings for the callee, and tells the caller so', async () => {
    const call = await receive();
    expect(call).toMatchObject({ peer: 'ben', id: 'c7', state: { phase: 'incoming' } });
    expect(edge.to('/c7/ringing')).toHaveLength(1);
  });

  it('is answered, with the candidates that came while it rang', async () => {
    const call = await receive();
    edge.tell('call.candidates', 'c7', { from: ben, offer: 1, candidates: [{ candidate: 'candidate:early' }] });
    await call.answer({ audio: true });
    await settle();

    expect(edge.to('/c7/answer')[0]?.body).toEqual({ sdp: 'answer 1 by tab' });
    expect(peer().candidates).toEqual([{ candidate: 'candidate:early' }]);
    expect(call.state.phase).toBe('connected');
  });

  it('ends with the reason where another device was faster', async () => {
    edge.on('POST /v1/calls/c7/answer', refusal(409, 'answered_elsewhere'));
    const call = await receive();
    await expect(call.answer()).rejects.toMatchObject({ code: 'answered_elsewhere', status: 409 });
    expect(call.state).toEqual({ phase: 'ended', reason: 'answered_elsewhere' });
    expect(peer().closed).toBe(true);
  });

  it('stops ringing where it was answered elsewhere', async () => {
    const call = await receive();
    const ended = vi.fn();
    call.on('ended', ended);
    edge.tell('call.ended', 'c7', { reason: 'answered_elsewhere' });
    expect(ended).toHaveBeenCalledExactlyOnceWith({ reason: 'answered_elsewhere' });
    expect(tab.client.calls).toEqual([]);
  });

  it('says how it was rejected', async () => {
    const call = await place();
    const ended = vi.fn();
    call.on('ended', ended);
    edge.tell('call.ended', 'c1', { reason: 'rejected', rejection: 'busy', by: ben });
    expect(ended).toHaveBeenCalledWith({ reason: 'rejected', rejection: 'busy' });
  });

  it('crossed invites: the call that survives is answered by itself, and no other rings', async () => {
    edge.on('POST /v1/calls', refusal(409, 'glare', { callId: 'c9' }));
    edge.on('GET /v1/calls/c9', { status: 200, body: wireCall('c9', { from: ben, to: 'ann', offer: { sdp: 'offer by ben' } }) });
    const incoming = vi.fn();
    tab.client.on('incoming', incoming);
    const call = tab.client.call('ben');
    edge.tell('call.incoming', 'c9', { from: ben, sdp: 'offer by ben' });
    edge.tell('call.candidates', 'c9', { from: ben, offer: 1, candidates: [{ candidate: 'candidate:x' }] });
    await settle();

    expect(call).toMatchObject({ id: 'c9', state: { phase: 'connected' } });
    expect(edge.to('/c9/answer')).toHaveLength(1);
    expect(peer().log).toEqual(['local offer', 'implicit rollback', 'remote offer', 'local answer']);
    expect(peer().candidates).toEqual([{ candidate: 'candidate:x' }]);
    expect(incoming).not.toHaveBeenCalled();
    expect(tab.client.calls).toHaveLength(1);
  });

  it('crossed invites: a call that rings here already gives way to the one that we place', async () => {
    edge.on('POST /v1/calls', refusal(409, 'glare', { callId: 'c7' }));
    edge.on('GET /v1/calls/c7', { status: 200, body: wireCall('c7', { from: ben, to: 'ann', offer: { sdp: 'offer by ben' } }) });
    const ringing = await receive();
    const call = tab.client.call('ben');
    await settle();

    expect(ringing.state).toEqual({ phase: 'ended', reason: 'glare' });
    expect(call).toMatchObject({ id: 'c7', state: { phase: 'connected' } });
  });

  it('an invite to someone else does not hold back who calls meanwhile', async () => {
    const incoming = vi.fn();
    tab.client.on('incoming', incoming);
    tab.client.call('cid');
    edge.tell('call.incoming', 'c9', { from: ben, sdp: 'offer by ben' });
    expect(incoming).toHaveBeenCalledOnce();
  });

  it('a refused invite ends the call with the code', async () => {
    edge.on('POST /v1/calls', refusal(422, 'srtp_required', { line: 9 }));
    const ended = vi.fn();
    const call = tab.client.call('ben');
    call.on('ended', ended);
    await settle();
    expect(ended).toHaveBeenCalledExactlyOnceWith({ reason: 'srtp_required', error: expect.objectContaining({ code: 'srtp_required', status: 422, problem: expect.objectContaining({ line: 9 }) }) });
  });

  it('hung up before it was placed, it never is', async () => {
    const call = tab.client.call('ben');
    await call.hangUp();
    await settle();
    expect(call.state).toEqual({ phase: 'ended', reason: 'cancelled' });
    expect(edge.to('POST /v1/calls')).toHaveLength(0);
  });

  it('hung up while the invite is on its way, it is taken back as soon as it has an id', async () => {
    const reply = await answerLate();
    const call = tab.client.call('ben');
    await settle();
    await call.hangUp();
    expect(edge.to('/c1/hangup')).toHaveLength(0);

    reply();
    await settle();
    expect(edge.to('/c1/hangup')).toHaveLength(1);
  });

  it('hold carries its offer with it, and is on once the edge says so', async () => {
    edge.on('POST /v1/calls/c1/hold', { status: 200, body: wireCall('c1', { pendingOffer: { number: 2, sdp: '' } }) });
    edge.on('POST /v1/calls/c1/resume', { status: 200, body: wireCall('c1', { pendingOffer: { number: 3, sdp: '' } }) });
    const call = await connect();
    await call.hold();
    expect(call.state).toMatchObject({ heldByUs: true });
    expect(peer().getTransceivers().map(({ direction }) => direction)).toEqual(['inactive', 'inactive']);
    expect(edge.to('/c1/hold')[0]?.body).toEqual({ sdp: expect.stringContaining('offer') });

    edge.tell('call.renegotiated', 'c1', { number: 2, outcome: 'accepted', sdp: 'answer by ben' });
    await settle();
    await call.resume();
    expect(call.state).toMatchObject({ heldByUs: false });
    expect(peer().getTransceivers().map(({ direction }) => direction)).toEqual(['sendrecv', 'sendrecv']);
  });

  it('hold that is refused leaves everything as it was', async () => {
    edge.on('POST /v1/calls/c1/hold', refusal(422, 'srtp_required'));
    const call = await connect();
    await expect(call.hold()).rejects.toMatchObject({ code: 'srtp_required' });
    expect(call.state).toMatchObject({ heldByUs: false });
    expect(peer().getTransceivers().map(({ direction }) => direction)).toEqual(['sendrecv', 'sendrecv']);
  });

  it('is over where the edge knows nothing of it any more', async () => {
    edge.on('POST /v1/calls/c1/messages', refusal(404, 'call_not_found'));
    const call = await connect();
    await expect(call.send('hello')).rejects.toMatchObject({ code: 'call_not_found' });
    expect(call.state).toEqual({ phase: 'ended', reason: 'ended' });
  });

  it('shares a screen beside the camera, by a new offer', async () => {
    const call = await connect();
    await call.shareScreen();
    expect(call.sharing).toBe(true);
    expect(peer().getTransceivers().map(({ direction }) => direction)).toEqual(['sendrecv', 'sendrecv', 'sendonly']);

    await call.stopSharing();
    expect(call.sharing).toBe(false);
    expect(peer().getTransceivers().at(-1)?.direction).toBe('inactive');
  });

  it('tells what the other side writes, and what we wrote', async () => {
    edge.on('POST /v1/calls/c1/messages', { status: 202 });
    const call = await connect();
    const lines: string[] = [];
    call.on('message', ({ text, mine }) => lines.push(`${mine ? 'me' : 'ben'}: ${text}`));
    await call.send('hello');
    edge.tell('call.message', 'c1', { from: ben, text: 'hi' });
    expect(lines).toEqual(['me: hello', 'ben: hi']);
  });

  it('says that the other side is reconnecting, until the edge says that it is back', async () => {
    const call = await connect();
    const told: { who: string; on: boolean }[] = [];
    call.on('reconnecting', (what) => told.push(what));

    edge.tell('call.peerReconnecting', 'c1', { by: ben, state: 'reconnecting' });
    await settle();
    expect(call.state).toMatchObject({ phase: 'connected', peerReconnecting: true, media: 'flowing' }); // media goes between the two
    edge.tell('call.candidates', 'c1', { from: ben, offer: 1, candidates: [] });
    await settle();
    expect(call.state).toMatchObject({ peerReconnecting: true }); // sent before it vanished
    edge.tell('call.peerReconnecting', 'c1', { by: ben, state: 'back' });
    await settle();

    expect(call.state).toMatchObject({ peerReconnecting: false });
    expect(told).toEqual([{ who: 'peer', on: true }, { who: 'peer', on: false }]);
  });

  it.each([
    ['ben', 'peer'],
    ['ann', 'us'],
  ] as const)('ends as peer_lost where %s did not come back, and says that it is %s', async (user, lost) => {
    const call = await connect();
    const ended = vi.fn();
    call.on('ended', ended);

    edge.tell('call.ended', 'c1', { reason: 'peer_lost', by: { user } });
    await settle();

    expect(ended).toHaveBeenCalledWith({ reason: 'peer_lost', lost });
  });

  it('takes how the other side stands from the call where events were missed', async () => {
    const call = await connect();

    edge.on('GET /v1/calls/c1', { status: 200, body: { ...wireCall('c1'), state: 'connected', reconnecting: { caller: false, callee: true } } });
    edge.control({ type: 'resync', cursor: 'r9', activeCalls: [wireCall('c1')] });
    await settle();

    expect(call.state).toMatchObject({ peerReconnecting: true });
  });

  it('restarts ICE when its path has failed', async () => {
    edge.on('POST /v1/calls/c1/offers', { status: 201, body: { number: 2 } });
    const call = await connect();
    const reconnecting = vi.fn();
    call.on('reconnecting', reconnecting);
    peer().become('failed');
    await settle();
    expect(call.state).toMatchObject({ media: 'interrupted' });
    expect(peer().iceRestarts).toBe(1);
    expect(edge.to('/c1/offers')).toHaveLength(1);

    peer().become('connected');
    expect(call.state).toMatchObject({ media: 'flowing' });
    expect(reconnecting.mock.calls).toEqual([[{ who: 'media', on: true }], [{ who: 'media', on: false }]]);
  });

  it('gives a path that is only disconnected three seconds to come back', async () => {
    await connect();
    peer().become('disconnected');
    await settle(2_900);
    expect(peer().iceRestarts).toBe(0);
    await settle(200);
    expect(peer().iceRestarts).toBe(1);
  });

  it('keeps trying where restarts do not help, less and less often', async () => {
    edge.on('POST /v1/calls/c1/offers', { status: 201, body: { number: 2 } });
    await connect();
    peer().become('failed');
    await settle(30_000);
    expect(peer().iceRestarts).toBe(5); // after 0, 3, 9, 19 and 29 s
  });

  it.each([
    [401, 'relay_refused'],
    [701, 'relay_unreachable'],
  ])('says in words that the relay answers %i', async (errorCode, code) => {
    const call = await connect();
    const problems: SignalingError[] = [];
    call.on('problem', (problem) => problems.push(problem));
    peer().failRelay(errorCode);
    peer().failRelay(errorCode);
    await settle(8_000);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.detail).not.toBe('');
  });

  it('asks for new credentials, once, where the relay refused the old', async () => {
    await connect();
    peer().failRelay(401);
    await settle();
    expect(edge.to('/v1/relay-credentials')).toHaveLength(2);
    expect(peer().configurations).toHaveLength(2);
  });

  it('says nothing of one relay address where another works', async () => {
    const call = await connect();
    const problem = vi.fn();
    call.on('problem', problem);
    peer().gather('candidate:3 1 udp 1 198.51.100.1 1 typ relay raddr 0.0.0.0 rport 0');
    peer().failRelay(701);
    await settle(10_000);
    expect(problem).not.toHaveBeenCalled();
  });

  it('says so where media has not begun to flow, since the connection may stay `new` for ever', async () => {
    const call = await place();
    const problem = vi.fn();
    call.on('problem', problem);
    edge.tell('call.answered', 'c1', { by: ben, sdp: 'answer by ben' });
    await settle(15_000);
    expect(problem).toHaveBeenCalledWith(expect.objectContaining({ code: 'media_not_connected' }));
  });

  it('renews relay credentials a minute before they end', async () => {
    await connect();
    await settle(541_000);
    expect(edge.to('/v1/relay-credentials')).toHaveLength(2);
    expect(peer().configurations).toHaveLength(2);
  });

  it('goes on without relays where none can be had', async () => {
    edge.on('POST /v1/relay-credentials', refusal(403, 'forbidden'));
    tab = openTab(edge);
    await tab.client.connect();
    const call = tab.client.call('ben');
    const problem = vi.fn();
    call.on('problem', problem);
    await settle();
    expect(problem).toHaveBeenCalledWith(expect.objectContaining({ code: 'relay_unavailable' }));
    expect(call.state.phase).toBe('inviting');
  });

  it.each([
    ['NotFoundError', 'camera_missing'],
    ['NotAllowedError', 'permission_denied'],
    ['NotReadableError', 'device_in_use'],
  ])('goes on with sound alone where the camera fails with %s', async (name, code) => {
    const track = { kind: 'audio', enabled: true, stop: () => undefined, addEventListener: () => undefined };
    const getUserMedia = (wish?: MediaStreamConstraints) =>
      wish?.video ? Promise.reject(new DOMException('', name)) : Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream);
    tab = openTab(edge, {}, { devices: { getUserMedia, getDisplayMedia: getUserMedia } });
    await tab.client.connect();
    const call = tab.client.call('ben', { audio: true, video: true });
    const problem = vi.fn();
    call.on('problem', problem);
    await settle();

    expect(problem).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code }));
    expect(call.state.phase).toBe('inviting');
    expect(peer().getTransceivers().map(({ direction, receiver }) => `${receiver.track.kind} ${direction}`)).toEqual(['audio sendrecv', 'video recvonly']);
  });

  it('close() hangs up what is on', async () => {
    const call = await connect();
    await tab.client.close();
    expect(edge.to('/c1/hangup')).toHaveLength(1);
    expect(call.state.phase).toBe('ended');
    expect(edge.last.stopped).toBe(true);
  });
});
