import { reduceCall, type CallInput, type CallState } from './callState.js';
import type { CallEnd, CallEvents, CallSetup } from './callEvents.js';
import { Emitter } from './emitter.js';
import { SignalingError } from './errors.js';
import type { MediaWish } from './media.js';
import { MediaSession } from './mediaSession.js';
import { deviceOf, userOf, type CallMedia, type Rejection, type SignalingEvent, type WireCall, type WireMediaPath } from './wire.js';

/** One call between us and one other user, from the first ring to the end. */
export class CallSession extends Emitter<CallEvents> {
  #state: CallState;
  #peer: string;
  #id = '';
  #media: MediaSession | undefined;
  #remoteOffer = '';
  /** Candidates that came before there is a connection to give them to. */
  readonly #early: { readonly offer: number | undefined; readonly candidates: readonly RTCIceCandidateInit[] }[] = [];

  constructor(
    private readonly setup: CallSetup,
    peer: string,
    readonly direction: 'outgoing' | 'incoming',
  ) {
    super();
    this.#peer = peer;
    this.#state = { phase: direction === 'outgoing' ? 'preparing' : 'incoming' };
  }

  /** The edge's id of the call; empty until the invite is accepted. */
  get id(): string {
    return this.#id;
  }

  /** The other side. */
  get peer(): string {
    return this.#peer;
  }

  get state(): CallState {
    return this.#state;
  }

  /** Our microphone and camera, once they are open. */
  get localStream(): MediaStream | undefined {
    return this.#media?.local.stream;
  }

  /** The screen that we share, while we do. */
  get screenStream(): MediaStream | undefined {
    return this.#media?.local.screen;
  }

  /** The connection itself, for statistics and tests. */
  get peerConnection(): RTCPeerConnection | undefined {
    return this.#media?.peer;
  }

  get muted(): boolean {
    return this.#media?.local.muted ?? false;
  }

  get cameraOn(): boolean {
    return this.#media?.local.camera ?? false;
  }

  get sharing(): boolean {
    return this.#media?.local.screen !== undefined;
  }

  /** Takes an incoming call. Rejects with `answered_elsewhere` or `call_ended` where someone was faster. */
  async answer(wish: MediaWish = { audio: true, video: true }): Promise<void> {
    if (this.#state.phase !== 'incoming') throw notNow('Only a call that rings can be answered.');
    this.#dispatch({ type: 'answering' });
    try {
      await this.#answerWith(await this.#open(wish, true));
    } catch (error) {
      const refused = SignalingError.from(error, 'negotiation_failed');
      if (refused.status === 0 || refused.status >= 500) {
        this.#media?.close();
        this.#media = undefined;
        this.#dispatch({ type: 'answerFailed' });
      } else {
        this.#end(refused.code, { error: refused });
      }
      throw refused;
    }
  }

  /** Says no to an incoming call, on this device. */
  async reject(reason: Rejection = 'declined'): Promise<void> {
    if (this.#state.phase !== 'incoming') throw notNow('Only a call that rings can be rejected.');
    const id = this.#id;
    this.#end('rejected', { rejection: reason });
    await this.setup.api.reject(id, reason).catch(orOver);
  }

  /** Ends the call, or takes back the invite. */
  async hangUp(reason?: string): Promise<void> {
    if (this.#state.phase === 'ended') return;
    const id = this.#id;
    this.#end(this.#state.phase === 'connected' ? 'hung_up' : 'cancelled');
    if (id !== '') await this.setup.api.hangUp(id, reason).catch(orOver);
  }

  hold(): Promise<void> {
    return this.#hold(true);
  }

  resume(): Promise<void> {
    return this.#hold(false);
  }

  mute(on = true): void {
    this.#media?.local.mute(on);
  }

  /** Switches the camera on or off; rejects where there is none. */
  async setCamera(on: boolean): Promise<void> {
    const media = this.#connected();
    await media.setCamera(on);
    this.emit('localStream', media.local.stream);
  }

  /** Shows a screen or window beside the camera; the browser asks which. */
  async shareScreen(): Promise<MediaStream> {
    const media = this.#connected();
    const screen = await media.share();
    // The browser has a button of its own to end it.
    screen.getVideoTracks()[0]?.addEventListener('ended', () => void this.stopSharing());
    this.emit('localStream', media.local.stream);
    return screen;
  }

  async stopSharing(): Promise<void> {
    const local = this.#media?.local;
    if (local?.screen === undefined) return;
    await local.stopSharing();
    this.emit('localStream', local.stream);
  }

  /** Sends a line of chat. */
  async send(text: string): Promise<void> {
    if (this.#state.phase === 'ended' || this.#id === '') throw notNow('There is no call to write in.');
    await this.setup.api.message(this.#id, text).catch((error: unknown) => this.#refused(error));
    this.emit('message', { text, mine: true, at: new Date(this.setup.platform.now()) });
  }

  /** Passes an incoming call on to someone else. */
  async redirect(to: string): Promise<void> {
    await this.setup.api.redirect(this.#id, to);
  }

  /** Looks for a new path for media now. */
  restartIce(): void {
    this.#connected().ice.restartNow();
  }

  /** @internal Invites the other side. Never rejects: a failure ends the call. */
  async place(wish: MediaWish, about: CallMedia): Promise<void> {
    try {
      const media = await this.#open(wish, false);
      media.local.receive(wish);
      const sdp = await media.negotiation.firstOffer();
      const placed = await this.setup.api.place(this.peer, sdp, about);
      if (this.#over()) return void (await this.setup.api.hangUp(placed.id).catch(orOver));
      this.#name(placed.id);
      this.#dispatch({ type: 'placed', reachable: placed.reachable !== false });
      media.negotiation.placed();
    } catch (error) {
      const refused = SignalingError.from(error, 'negotiation_failed');
      const surviving = refused.code === 'glare' ? (refused.problem?.callId ?? this.setup.crossed(this.peer)) : undefined;
      if (this.#over()) return;
      if (surviving === undefined) this.#end(refused.code, { error: refused });
      else await this.#adopt(surviving);
    }
  }

  /** @internal A call that reached us. */
  arrived(callId: string, sdp: string): void {
    this.#remoteOffer = sdp;
    this.#name(callId);
  }

  /** @internal Tells the caller that we ring. */
  async ring(): Promise<void> {
    await this.setup.api.ringing(this.#id).catch(() => undefined); // If it is over, its end is on the way.
  }

  /** @internal Something happened to this call. */
  handle(event: SignalingEvent): void {
    switch (event.type) {
      case 'call.ringing':
        return this.#dispatch({ type: 'peerRings' });
      case 'call.answered':
        return this.#answered(event.data.sdp);
      case 'call.candidates':
        return this.#candidates(event.data.offer, event.data.candidates);
      case 'call.offered':
        return void this.#media?.negotiation.offered(event.data.number, event.data.sdp);
      case 'call.renegotiated':
        return void this.#media?.negotiation.renegotiated(event.data.number, event.data.outcome, event.data.sdp);
      case 'call.held':
      case 'call.resumed':
        return this.#dispatch({ type: 'held', by: 'peer', on: event.type === 'call.held' });
      case 'call.message':
        return this.emit('message', { text: event.data.text, mine: false, at: new Date(event.at) });
      case 'call.transferring':
        this.#peer = event.data.to;
        return this.emit('redirected', { to: event.data.to });
      case 'call.peerReconnecting':
        return this.#peerReconnecting(event.data.state === 'reconnecting');
      case 'call.ended':
        return this.#endedByEdge(event.data.reason, event.data.rejection, userOf(event.data.by));
      case 'call.mediaPath':
        return this.#explained(event.data);
      case 'call.incoming':
        return;
    }
  }

  /** @internal What the edge holds, after events were missed. */
  async reconcile(call: WireCall): Promise<void> {
    if (call.state === 'ended') return this.#endedByEdge(call.endReason ?? 'ended', call.rejection ?? undefined, userOf(call.endedBy));
    const winner = deviceOf(call.answeredBy);
    if (this.#state.phase === 'incoming' && call.state === 'connected' && winner !== this.setup.device()) return this.#end('answered_elsewhere');
    if (this.direction === 'outgoing' && call.state === 'ringing') this.#dispatch({ type: 'peerRings' });
    if (this.direction === 'outgoing' && this.#state.phase !== 'connected' && call.answer) this.#answered(call.answer.sdp);
    for (const batch of call.candidates ?? []) {
      if (deviceOf(batch.from) !== this.setup.device()) this.#candidates(batch.offer, batch.candidates);
    }
    const pending = call.pendingOffer ?? null;
    const agreed = { ...(call.offer ? { offer: call.offer.sdp } : {}), ...(call.answer ? { answer: call.answer.sdp } : {}) };
    if (this.#state.phase === 'connected') {
      const weCall = this.direction === 'outgoing' && deviceOf(call.from) === this.setup.device();
      this.#dispatch({ type: 'held', by: weCall ? 'us' : 'peer', on: call.held?.caller ?? false });
      this.#dispatch({ type: 'held', by: weCall ? 'peer' : 'us', on: call.held?.callee ?? false });
      this.#peerReconnecting((weCall ? call.reconnecting?.callee : call.reconnecting?.caller) ?? false);
      await this.#media?.negotiation.reconcile(agreed, pending && { ...pending, ours: deviceOf(pending.by) === this.setup.device() });
    }
  }

  /** @internal The call is over as far as this device is concerned. */
  abandon(reason: string): void {
    this.#end(reason);
  }

  async #adopt(callId: string): Promise<void> {
    try {
      const crossed = await this.setup.api.get(callId);
      if (this.#over()) return;
      this.#remoteOffer = crossed.offer?.sdp ?? '';
      this.#name(callId);
      this.#dispatch({ type: 'answering' });
      for (const { offer, candidates, from } of crossed.candidates ?? []) {
        if (deviceOf(from) !== this.setup.device()) this.#candidates(offer, candidates);
      }
      if (this.#media === undefined) throw notNow('There is no media to answer with.');
      this.#media.ice.polite = true;
      await this.#answerWith(this.#media);
    } catch (error) {
      const refused = SignalingError.from(error, 'negotiation_failed');
      this.#end(refused.code, { error: refused });
    }
  }

  async #answerWith(media: MediaSession): Promise<void> {
    const sdp = await media.negotiation.firstAnswer(this.#remoteOffer);
    const answered = await this.setup.api.answer(this.#id, sdp);
    if (this.#over()) return;
    this.#dispatch({ type: 'answered' });
    this.#peerReconnecting(answered.reconnecting?.caller ?? false);
    media.negotiation.confirmed();
    media.ice.expect();
  }

  async #open(wish: MediaWish, polite: boolean): Promise<MediaSession> {
    const media = await MediaSession.open(this.setup, wish, () => this.#id, polite, {
      media: (state) => this.#dispatch({ type: 'media', state }),
      remote: (stream) => this.emit('remoteStream', stream),
      path: (path) => this.emit('path', path),
      quality: (quality) => this.emit('quality', quality),
      problem: (error) => this.#trouble(error),
    });
    if (this.#over()) {
      media.close();
      throw new SignalingError('connection_closed', 'The call was over before it began.');
    }
    this.#media = media;
    for (const { offer, candidates } of this.#early.splice(0)) void media.negotiation.candidates(offer, candidates);
    this.emit('localStream', media.local.stream);
    return media;
  }

  #answered(sdp: string): void {
    if (this.#media === undefined || this.direction !== 'outgoing') return;
    this.#dispatch({ type: 'answered' });
    this.#media.ice.expect();
    void this.#media.negotiation.answered(sdp);
  }

  #candidates(offer: number | undefined, candidates: readonly RTCIceCandidateInit[]): void {
    if (this.#media === undefined) this.#early.push({ offer, candidates });
    else void this.#media.negotiation.candidates(offer, candidates);
  }

  #explained({ by, ...path }: WireMediaPath): void {
    this.emit('pathExplained', { ...path, mine: deviceOf(by) === this.setup.device() });
  }

  #hold(on: boolean): Promise<void> {
    const media = this.#connected();
    if (this.#state.phase === 'connected' && this.#state.heldByUs === on) return Promise.resolve();
    return media.hold(on, async (sdp) => {
      const call = await this.setup.api.hold(this.#id, on, sdp);
      this.#dispatch({ type: 'held', by: 'us', on });
      return { number: call.pendingOffer?.number ?? 0 };
    });
  }

  #connected(): MediaSession {
    if (this.#state.phase !== 'connected' || this.#media === undefined) throw notNow('The call is not connected.');
    return this.#media;
  }

  #endedByEdge(reason: string, rejection: Rejection | undefined, by: string | undefined): void {
    const surviving = reason === 'glare' && this.direction === 'outgoing' ? this.setup.crossed(this.peer) : undefined;
    if (surviving !== undefined && this.#state.phase !== 'connected') void this.#adopt(surviving);
    else {
      this.#end(reason, {
        ...(rejection === undefined ? {} : { rejection }),
        ...(reason === 'peer_lost' ? { lost: by === undefined || by === this.peer ? 'peer' : 'us' } : {}),
      });
    }
  }

  #peerReconnecting(on: boolean): void {
    const before = this.#state;
    this.#dispatch({ type: 'peerReconnecting', on });
    if (before !== this.#state) this.emit('reconnecting', { who: 'peer', on });
  }

  #trouble(problem: SignalingError): void {
    if (this.#over()) return;
    if (isOver(problem)) this.#end('ended'); // Its end was never told: the store may have lost it.
    else this.emit('problem', problem);
  }

  #refused(error: unknown): never {
    if (error instanceof SignalingError && isOver(error)) this.#end('ended');
    throw error;
  }

  #name(callId: string): void {
    this.#id = callId;
    this.setup.named(this, callId);
  }

  #over(): boolean {
    return this.#state.phase === 'ended';
  }

  #end(reason: string, why: Omit<CallEnd, 'reason'> = {}): void {
    if (this.#over()) return;
    this.#media?.close();
    this.#dispatch({ type: 'ended', reason });
    this.setup.ended(this);
    this.emit('ended', { reason, ...why });
  }

  #dispatch(input: CallInput): void {
    const before = this.#state;
    this.#state = reduceCall(before, input);
    if (this.#state === before) return;
    this.emit('state', this.#state);
    if (input.type === 'media' && before.phase === 'connected' && (input.state === 'interrupted' || before.media === 'interrupted')) {
      this.emit('reconnecting', { who: 'media', on: input.state === 'interrupted' });
    }
  }
}

function notNow(detail: string): SignalingError {
  return new SignalingError('not_allowed_now', detail);
}

/** Whether the edge says that there is no such call any more. */
function isOver({ code }: SignalingError): boolean {
  return code === 'call_ended' || code === 'call_not_found';
}

/** Ending what has ended already is no error. */
function orOver(error: unknown): void {
  const refused = SignalingError.from(error, 'network_unreachable');
  if (refused.status !== 404 && refused.status !== 409) throw refused;
}
