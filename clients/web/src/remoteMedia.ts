/** What comes from the other side: `main` is microphone and camera, `screen` a shared screen. */
export type RemoteStream = {
  readonly kind: 'main' | 'screen';
  readonly stream: MediaStream;
  readonly audio: boolean;
  readonly video: boolean;
};

/** Sorts the other side's tracks into its main stream and its screen. */
export class RemoteMedia {
  #mainId: string | undefined;
  readonly #streams = { main: new MediaStream(), screen: new MediaStream() };

  constructor(
    peer: RTCPeerConnection,
    private readonly changed: (stream: RemoteStream) => void,
  ) {
    peer.addEventListener('track', ({ track, streams }) => this.#take(track, streams[0]?.id));
  }

  #take(track: MediaStreamTrack, streamId: string | undefined): void {
    // The main stream's sections come first in every description.
    this.#mainId ??= streamId;
    const kind = streamId === undefined || streamId === this.#mainId ? 'main' : 'screen';
    this.#streams[kind].addTrack(track);
    const tell = () => this.#tell(kind);
    for (const event of ['mute', 'unmute', 'ended']) track.addEventListener(event, tell);
    tell();
  }

  #tell(kind: RemoteStream['kind']): void {
    const stream = this.#streams[kind];
    const live = (tracks: MediaStreamTrack[]) => tracks.some((track) => track.readyState === 'live' && !track.muted);
    this.changed({ kind, stream, audio: live(stream.getAudioTracks()), video: live(stream.getVideoTracks()) });
  }
}
