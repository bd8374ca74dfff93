import type { TestPlatform } from './platform.js';

/** What came of gathering candidates. */
export type Gathered = {
  readonly candidates: readonly RTCIceCandidate[];
  /** Complaints about a server: its code (RFC 8445, STUN), and the browser's words. */
  readonly errors: readonly { readonly url: string; readonly code: number; readonly text: string }[];
  /** The browser's statistics of its own candidates, where asked for. */
  readonly stats: readonly LocalCandidateStats[];
  readonly complete: boolean;
};

export type LocalCandidateStats = { readonly candidateType?: string; readonly protocol?: string; readonly address?: string; readonly networkType?: string };

export type GatherOptions = {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Ends before the gathering does. */
  readonly enough?: (soFar: Pick<Gathered, 'candidates' | 'errors'>) => boolean;
};

/** Has a connection of its own gather candidates, and closes it. */
export async function gather(platform: Pick<TestPlatform, 'createPeer'>, configuration: RTCConfiguration, { timeoutMs, signal, enough = () => false }: GatherOptions): Promise<Gathered> {
  signal.throwIfAborted();
  const candidates: RTCIceCandidate[] = [];
  const errors: { url: string; code: number; text: string }[] = [];
  const peer = platform.createPeer(configuration);
  try {
    const complete = await new Promise<boolean>((resolve, reject) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      const look = () => {
        if (enough({ candidates, errors })) resolve(false);
      };
      signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true });
      peer.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) return resolve(true);
        if (candidate.candidate !== '') candidates.push(candidate);
        look();
      });
      peer.addEventListener('icecandidateerror', (event) => {
        const { url, errorCode, errorText } = event as RTCPeerConnectionIceErrorEvent;
        errors.push({ url, code: errorCode, text: errorText });
        look();
      });
      peer.createDataChannel('test');
      peer.setLocalDescription().catch(reject);
    });
    return { candidates, errors, stats: await ownCandidates(peer), complete };
  } finally {
    peer.close();
  }
}

async function ownCandidates(peer: RTCPeerConnection): Promise<LocalCandidateStats[]> {
  const stats = await peer.getStats();
  return [...(stats as unknown as Map<string, LocalCandidateStats & { readonly type: string }>).values()].filter(({ type }) => type === 'local-candidate');
}
