import { SignalingError } from './errors.js';

/** A token that does not change, or a function that fetches one from the app's own backend. */
export type TokenOption = string | (() => Promise<string>);

/** A token is fetched again when it has less than this left. */
const renewBeforeEndMs = 30_000;

/** Holds the current token and fetches the next. Several callers at once share one fetch. */
export class TokenSource {
  #token: string | undefined;
  #fetching: Promise<string> | undefined;

  constructor(
    private readonly option: TokenOption,
    private readonly now: () => number,
  ) {}

  /** Whether there is a way to get another token. */
  get renewable(): boolean {
    return typeof this.option === 'function';
  }

  /** Whom the last token names (`sub`, RFC 7519 section 4.1.2), if it can be read. */
  get subject(): string | undefined {
    return claimsOf(typeof this.option === 'string' ? this.option : (this.#token ?? '')).sub;
  }

  /** The current token, or a new one if it is about to end. */
  async get(): Promise<string> {
    if (typeof this.option === 'string') return this.option;
    if (this.#token !== undefined && endOf(this.#token) - this.now() > renewBeforeEndMs) return this.#token;
    return this.renew();
  }

  /** A new token; where there is only one, that one. */
  async renew(): Promise<string> {
    const fetchToken = this.option;
    if (typeof fetchToken === 'string') return fetchToken;
    this.#fetching ??= fetchToken().finally(() => (this.#fetching = undefined));
    try {
      return (this.#token = await this.#fetching);
    } catch (error) {
      // A backend that cannot be reached is asked again; one that says no is not.
      throw SignalingError.from(error, error instanceof TypeError ? 'network_unreachable' : 'unauthenticated');
    }
  }
}

/** When a token ends (`exp`, RFC 7519 section 4.1.4), in milliseconds; never, if it does not say. */
function endOf(token: string): number {
  const { exp } = claimsOf(token);
  return exp === undefined ? Infinity : exp * 1000;
}

function claimsOf(token: string): { readonly sub?: string; readonly exp?: number } {
  try {
    const bytes = Uint8Array.from(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as { sub?: string; exp?: number };
  } catch {
    return {}; // Not a JWT: its owner knows when to change it.
  }
}
