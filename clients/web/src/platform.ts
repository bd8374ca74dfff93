import { openHub, type OpenHub } from './hub.js';

/** Everything of the browser that the library uses, so that tests can stand in for it. */
export type Platform = {
  readonly fetch: typeof fetch;
  readonly openHub: OpenHub;
  readonly createPeer: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** Absent where the page is not a secure context. */
  readonly devices: Pick<MediaDevices, 'getUserMedia' | 'getDisplayMedia'> | undefined;
  /** Where a tab keeps its device id. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
};

/** The browser itself. */
export function browserPlatform(): Platform {
  return {
    fetch: (input, init) => fetch(input, init),
    openHub,
    createPeer: (configuration) => new RTCPeerConnection(configuration),
    devices: globalThis.navigator?.mediaDevices,
    storage: readStorage(),
    openChannel: 'BroadcastChannel' in globalThis ? (name) => new BroadcastChannel(name) : undefined,
    now: () => Date.now(),
    random: () => Math.random(),
    newId,
  };
}

/** 128 random bits in hexadecimal; `crypto.randomUUID` is missing outside secure contexts. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function readStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined; // A browser that blocks storage throws on the mere mention of it.
  }
}
