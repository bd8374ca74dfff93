import type { Answer, Api } from './api.js';
import { kindsOfCall, type CallKindRow } from './kinds.js';
import { outcomeOf, type Outcome } from './outcome.js';
import type { NetworkDocument, Refusal, RoutePlan } from './wire.js';

/** So many questions are with the service at once; and so long to wait where it has had enough, in milliseconds. */
const atOnce = 6;
const breathMs = 1_000;
const mostBreaths = 10;

/** What becomes of every kind of call under a network; or why the document cannot be planned with. */
export type Survey = { readonly rows: readonly Outcome[] } | { readonly refusal: Refusal };

/** Asks for every kind of call; a network that was asked about before is not asked about again. */
export class Surveys {
  readonly #api: Api;
  readonly #kept = new Map<string, Survey>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** The survey of a network that is known already. */
  known(network: NetworkDocument): Survey | undefined {
    return this.#kept.get(JSON.stringify(network));
  }

  async of(network: NetworkDocument, signal: AbortSignal): Promise<Survey> {
    const known = this.known(network);
    if (known !== undefined) return known;
    const rows = kindsOfCall(network);
    const first = await this.#plan(network, rows[0]!, signal);
    // A document with faults has the same ones for every call.
    if ('refusal' in first && (first.refusal.code === 'network_invalid' || first.refusal.status === 400 || first.refusal.status === 0)) return { refusal: first.refusal };
    const outcomes: Outcome[] = [outcomeOf(rows[0]!, first)];
    let next = 1;
    const work = async () => {
      for (let index = next++; index < rows.length; index = next++) outcomes[index] = outcomeOf(rows[index]!, await this.#plan(network, rows[index]!, signal));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const survey = { rows: outcomes };
    if (this.#kept.size > 20) this.#kept.clear();
    this.#kept.set(JSON.stringify(network), survey);
    return survey;
  }

  async #plan(network: NetworkDocument, { scenario }: CallKindRow, signal: AbortSignal): Promise<Answer<RoutePlan>> {
    for (let breaths = 0; ; breaths++) {
      const answer = await this.#api.plan(network, scenario, signal);
      if (!('refusal' in answer) || answer.refusal.status !== 429 || breaths >= mostBreaths) return answer;
      await new Promise((resolve) => setTimeout(resolve, breathMs));
      signal.throwIfAborted();
    }
  }
}
