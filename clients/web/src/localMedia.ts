import type { MediaWish } from './media.js';

/** What we send: microphone and camera in one stream, a shared screen in another. */
export class LocalMedia {
  /** Microphone and camera, for the self view. */
  readonly stream: MediaStream;
  #screen: MediaStream | undefined;
  #screenSlot: RTCRtpTransceiver | undefined;
  #held = false;
  #muted = false;
  /** What each section is for when the call is not on hold. */
  readonly #wanted = new Map<RTCRtpTransceiver, RTCRtpTransceiverDirection>();

  constructor(
    private readonly peer: RTCPeerConnection,
    tracks: readonly MediaStreamTrack[],
  ) {
    this.stream = new MediaStream([...tracks]);
    for (const track of tracks) peer.addTrack(track, this.stream);
  }

  /** Asks to receive what is wished but cannot be sent, so that who has no camera still sees the other. For the one who offers. */
  receive(wish: MediaWish): void {
    for (const kind of ['audio', 'video'] as const) {
      if ((wish[kind] ?? false) !== false && !this.#has(kind)) this.peer.addTransceiver(kind, { direction: 'recvonly' });
    }
  }

  get muted(): boolean {
    return this.#muted;
  }

  get camera(): boolean {
    return this.#has('video');
  }

  get screen(): MediaStream | undefined {
    return this.#screen;
  }

  mute(on: boolean): void {
    this.#muted = on;
    for (const track of this.stream.getAudioTracks()) track.enabled = !on;
  }

  /** Puts a new track in place of the one of its kind, or adds it. */
  async add(track: MediaStreamTrack): Promise<void> {
    const slot = this.#slot(track.kind);
    this.stream.addTrack(track);
    if (track.kind === 'audio') track.enabled = !this.#muted;
    if (slot === undefined) return void this.peer.addTrack(track, this.stream);
    await slot.sender.replaceTrack(track);
    slot.sender.setStreams?.(this.stream);
    this.#direct(slot, 'sendrecv');
  }

  /** Stops the camera, so that its light goes out, and says so to the other side. */
  async stopCamera(): Promise<void> {
    const slot = this.#slot('video');
    for (const track of this.stream.getVideoTracks()) {
      track.stop();
      this.stream.removeTrack(track);
    }
    if (slot === undefined) return;
    await slot.sender.replaceTrack(null);
    this.#direct(slot, 'recvonly');
  }

  async share(screen: MediaStream): Promise<void> {
    const track = screen.getVideoTracks()[0];
    if (track === undefined) return;
    this.#screen = screen;
    if (this.#screenSlot === undefined) {
      this.#screenSlot = this.peer.addTransceiver(track, { direction: 'sendonly', streams: [screen] });
    } else {
      await this.#screenSlot.sender.replaceTrack(track);
      this.#screenSlot.sender.setStreams?.(screen);
    }
    this.#direct(this.#screenSlot, 'sendonly');
  }

  async stopSharing(): Promise<void> {
    for (const track of this.#screen?.getTracks() ?? []) track.stop();
    this.#screen = undefined;
    if (this.#screenSlot === undefined) return;
    await this.#screenSlot.sender.replaceTrack(null);
    this.#direct(this.#screenSlot, 'inactive');
  }

  /** On hold nothing is sent and nothing is asked for (RFC 3264 section 8.4, with `inactive`). */
  hold(on: boolean): void {
    if (on === this.#held) return;
    if (on) for (const slot of this.peer.getTransceivers()) this.#wanted.set(slot, slot.direction);
    this.#held = on;
    for (const slot of this.peer.getTransceivers()) {
      if (slot.currentDirection !== 'stopped') slot.direction = on ? 'inactive' : (this.#wanted.get(slot) ?? slot.direction);
    }
  }

  stop(): void {
    for (const track of [...this.stream.getTracks(), ...(this.#screen?.getTracks() ?? [])]) track.stop();
    this.#screen = undefined;
  }

  #direct(slot: RTCRtpTransceiver, direction: RTCRtpTransceiverDirection): void {
    this.#wanted.set(slot, direction);
    slot.direction = this.#held ? 'inactive' : direction;
  }

  #has(kind: string): boolean {
    return this.stream.getTracks().some((track) => track.kind === kind);
  }

  /** The section for microphone or camera; the other side's screen arrives in one of its own. */
  #slot(kind: string): RTCRtpTransceiver | undefined {
    return this.peer.getTransceivers().find((slot) => slot !== this.#screenSlot && slot.currentDirection !== 'stopped' && slot.receiver.track.kind === kind);
  }
}
