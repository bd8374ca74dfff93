import { pause, type TestPlatform } from './platform.js';

/** Two connections of this page with each other, and a channel between them that loses rather than waits. */
export type Pair = { readonly near: RTCPeerConnection; readonly far: RTCPeerConnection; readonly out: RTCDataChannel; readonly into: RTCDataChannel; readonly close: () => void };

/** Connects two, each with its own servers; undefined when they do not find each other in time. */
export async function connectPair(platform: Pick<TestPlatform, 'createPeer'>, nearRtc: RTCConfiguration, farRtc: RTCConfiguration, withinMs: number, signal: AbortSignal): Promise<Pair | undefined> {
  signal.throwIfAborted();
  const near = platform.createPeer(nearRtc);
  const far = platform.createPeer(farRtc);
  const close = () => (near.close(), far.close());
  try {
    const pass = (from: RTCPeerConnection, to: RTCPeerConnection) =>
      from.addEventListener('icecandidate', ({ candidate }) => void to.addIceCandidate(candidate ?? undefined).catch(() => undefined));
    pass(near, far);
    pass(far, near);
    const out = near.createDataChannel('test', { ordered: false, maxRetransmits: 0 });
    const arrived = new Promise<RTCDataChannel>((resolve) => far.addEventListener('datachannel', ({ channel }) => resolve(channel)));
    const opened = new Promise<void>((resolve) => out.addEventListener('open', () => resolve()));
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription!);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription!);
    const into = await Promise.race([Promise.all([arrived, opened]).then(([channel]) => channel), pause(withinMs, signal).then(() => undefined)]);
    if (into === undefined) return close(), undefined;
    return { near, far, out, into, close };
  } catch (error) {
    close();
    throw error;
  }
}
