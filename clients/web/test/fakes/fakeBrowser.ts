import { vi } from 'vitest';
import type { Platform } from '../../src/platform.js';
import { SignalingClient, type ClientOptions } from '../../src/SignalingClient.js';
import type { FakeEdge } from './fakeEdge.js';
import { FakePeer } from './fakePeer.js';

/** A track that can be stopped. */
export class FakeTrack extends EventTarget {
  enabled = true;
  readyState = 'live';
  muted = false;

  constructor(readonly kind: string) {
    super();
  }

  stop(): void {
    this.readyState = 'ended';
  }
}

/** As much of a MediaStream as the library uses. */
export class FakeStream {
  readonly #tracks: Set<FakeTrack>;

  constructor(tracks: FakeTrack[] = []) {
    this.#tracks = new Set(tracks);
  }

  getTracks(): FakeTrack[] {
    return [...this.#tracks];
  }

  getAudioTracks(): FakeTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks(): FakeTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'video');
  }

  addTrack(track: FakeTrack): void {
    this.#tracks.add(track);
  }

  removeTrack(track: FakeTrack): void {
    this.#tracks.delete(track);
  }
}

/** A tab's storage. */
export class FakeStorage {
  readonly #items = new Map<string, string>();

  constructor(copied?: FakeStorage) {
    if (copied !== undefined) this.#items = new Map(copied.#items);
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}

/** Everything that a test may look at in one tab. */
export type FakeTab = { readonly client: SignalingClient; readonly peers: FakePeer[]; readonly storage: FakeStorage };

/** A tab on a machine with a camera and a microphone. Ids and chance are predictable; time is vitest's. */
export function openTab(edge: FakeEdge, options: Partial<ClientOptions> = {}, platform: Partial<Platform> = {}): FakeTab {
  vi.stubGlobal('MediaStream', FakeStream);
  const peers: FakePeer[] = [];
  const storage = new FakeStorage();
  let ids = 0;
  const client = new SignalingClient(
    { edges: ['https://one.example'], token: 'opaque', device: 'tab', discover: false, ...options },
    {
      fetch: edge.fetch,
      openHub: edge.openHub,
      createPeer: (configuration) => {
        const peer = new FakePeer(options.device ?? 'tab', configuration);
        peers.push(peer);
        return peer.real;
      },
      devices: {
        getUserMedia: (wish) => Promise.resolve(new FakeStream([...(wish?.audio ? [new FakeTrack('audio')] : []), ...(wish?.video ? [new FakeTrack('video')] : [])]) as unknown as MediaStream),
        getDisplayMedia: () => Promise.resolve(new FakeStream([new FakeTrack('video')]) as unknown as MediaStream),
      },
      storage,
      openChannel: undefined,
      now: () => Date.now(),
      random: () => 0,
      newId: () => `id${++ids}`,
      ...platform,
    },
  );
  return { client, peers, storage };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}
