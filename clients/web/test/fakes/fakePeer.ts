type Description = { readonly type: RTCSdpType; readonly sdp: string };

/** As much of an RTCPeerConnection as the library uses; descriptions are words that say who made them and in which order. */
export class FakePeer extends EventTarget {
  readonly log: string[] = [];
  readonly candidates: RTCIceCandidateInit[] = [];
  readonly configurations: RTCConfiguration[] = [];
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: Description | null = null;
  pendingLocalDescription: Description | null = null;
  remoteDescription: Description | null = null;
  onnegotiationneeded: (() => void) | null = null;
  iceRestarts = 0;
  closed = false;
  readonly #transceivers: FakeTransceiver[] = [];
  #made = 0;

  constructor(
    readonly name: string,
    configuration: RTCConfiguration = {},
  ) {
    super();
    this.configurations.push(configuration);
  }

  /** As the library sees it. */
  get real(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }

  setLocalDescription(given?: { type: RTCSdpType; sdp?: string }): Promise<void> {
    if (given?.type === 'rollback') return this.#rollBack('local');
    const type = given?.type ?? (this.signalingState === 'have-remote-offer' ? 'answer' : 'offer');
    const sdp = given?.sdp ?? `${type} ${++this.#made} by ${this.name}`;
    this.localDescription = { type, sdp };
    this.pendingLocalDescription = type === 'offer' ? this.localDescription : null;
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
    this.log.push(`local ${type}`);
    return Promise.resolve();
  }

  setRemoteDescription({ type, sdp }: { type: RTCSdpType; sdp?: string }): Promise<void> {
    if (type === 'rollback') return this.#rollBack('remote');
    if (type === 'answer' && this.signalingState !== 'have-local-offer') return Promise.reject(new DOMException('No offer to answer.', 'InvalidStateError'));
    if (type === 'offer' && this.signalingState === 'have-local-offer') this.log.push('implicit rollback');
    this.remoteDescription = { type, sdp: sdp ?? '' };
    this.signalingState = type === 'offer' ? 'have-remote-offer' : 'stable';
    this.log.push(`remote ${type}`);
    return Promise.resolve();
  }

  createAnswer(): Promise<Description> {
    return Promise.resolve({ type: 'answer', sdp: `answer ${++this.#made} by ${this.name}` });
  }

  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.remoteDescription === null) return Promise.reject(new DOMException('No description yet.', 'InvalidStateError'));
    this.candidates.push(candidate);
    return Promise.resolve();
  }

  addTrack(track: { readonly kind: string }): object {
    return this.#add(track.kind, 'sendrecv').sender;
  }

  addTransceiver(kind: string | { readonly kind: string }, { direction = 'sendrecv' }: { direction?: RTCRtpTransceiverDirection } = {}): FakeTransceiver {
    return this.#add(typeof kind === 'string' ? kind : kind.kind, direction);
  }

  getTransceivers(): FakeTransceiver[] {
    return this.#transceivers;
  }

  getConfiguration(): RTCConfiguration {
    return this.configurations.at(-1)!;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configurations.push(configuration);
  }

  getStats(): Promise<Map<string, object>> {
    return Promise.resolve(new Map());
  }

  restartIce(): void {
    this.iceRestarts++;
    queueMicrotask(() => this.onnegotiationneeded?.());
  }

  close(): void {
    this.closed = true;
    this.signalingState = 'closed';
  }

  /** A candidate of our own is found; `null` ends them. */
  gather(candidate: string | null): void {
    const found = candidate === null ? null : { candidate, type: / typ relay/.test(candidate) ? 'relay' : 'host', toJSON: () => ({ candidate, sdpMid: '0' }) };
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: found }));
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  failRelay(errorCode: number, url = 'turn:relay.example:3478'): void {
    this.dispatchEvent(Object.assign(new Event('icecandidateerror'), { errorCode, url }));
  }

  #rollBack(side: string): Promise<void> {
    this.signalingState = 'stable';
    this.pendingLocalDescription = null;
    this.log.push(`rollback ${side}`);
    return Promise.resolve();
  }

  #add(kind: string, direction: RTCRtpTransceiverDirection): FakeTransceiver {
    const mid = String(this.#transceivers.length);
    const added = { mid, direction, currentDirection: null, sender: { replaceTrack: () => Promise.resolve(), setStreams: () => undefined }, receiver: { track: { kind } } };
    this.#transceivers.push(added);
    return added;
  }
}

type FakeTransceiver = {
  mid: string | null;
  direction: RTCRtpTransceiverDirection;
  currentDirection: RTCRtpTransceiverDirection | null;
  readonly sender: object;
  readonly receiver: { readonly track: { readonly kind: string } };
};
