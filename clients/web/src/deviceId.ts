import type { Platform } from './platform.js';

const storageKey = 'signaling.device';
const channelName = 'signaling.devices';

/** How long an older tab with the same id has to speak up. */
const claimMs = 80;

type Message = { readonly type: 'claim' | 'taken'; readonly device: string; readonly tab: string };

/**
 * The id of this tab as a device. It survives a reload; a duplicated tab, which starts with a copy of the other's storage,
 * is noticed and gets an id of its own.
 */
export class DeviceId {
  #id = '';
  #channel: BroadcastChannel | undefined;
  readonly #tab: string;

  constructor(private readonly platform: Platform) {
    this.#tab = platform.newId();
  }

  get current(): string {
    return this.#id;
  }

  /** Takes the stored id unless another tab uses it; from then on defends it. */
  async claim(): Promise<string> {
    this.#id = this.platform.storage?.getItem(storageKey) ?? '';
    this.#channel ??= this.platform.openChannel?.(channelName);
    if (this.#id === '') return this.change();
    if (this.#channel !== undefined && (await this.#isTaken(this.#channel))) return this.change();
    this.#defend();
    return this.#id;
  }

  /** A new id, since the old one is in use elsewhere. */
  change(): string {
    this.#id = this.platform.newId();
    this.platform.storage?.setItem(storageKey, this.#id);
    this.#defend();
    return this.#id;
  }

  release(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  #isTaken(channel: BroadcastChannel): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), claimMs);
      channel.onmessage = ({ data }: MessageEvent<Message>) => {
        if (data.device !== this.#id || data.tab === this.#tab) return;
        // Two that claim at once: the lower name keeps the id.
        if (data.type === 'claim' && data.tab > this.#tab) return this.#say('taken');
        clearTimeout(timer);
        resolve(true);
      };
      this.#say('claim');
    });
  }

  #defend(): void {
    if (this.#channel === undefined) return;
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === 'claim' && data.device === this.#id && data.tab !== this.#tab) this.#say('taken');
    };
  }

  #say(type: Message['type']): void {
    this.#channel?.postMessage({ type, device: this.#id, tab: this.#tab } satisfies Message);
  }
}
