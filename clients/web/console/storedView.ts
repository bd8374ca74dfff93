import { element } from '../page/elements.js';
import type { Answer, Api } from './api.js';
import { h } from './dom.js';
import type { NetworkDocument, Refusal, Trunk } from './wire.js';
import { refusalInWords } from './words.js';

interface Entry {
  readonly id: string;
  readonly live: boolean;
}

/** The tenant's stored networks: opened from here, and stored from here, so that nobody's change is lost. */
export class StoredView {
  readonly #api: Api;
  readonly #open: (network: NetworkDocument, id: string, trunks: readonly Trunk[]) => void;
  readonly #current: () => NetworkDocument;
  readonly #list = element<HTMLSelectElement>('stored-list');
  readonly #name = element<HTMLInputElement>('stored-name');
  readonly #draft = element<HTMLInputElement>('stored-draft');
  /** The state of each network that was read or stored here: what a change may overwrite. */
  readonly #versions = new Map<string, string>();

  constructor(api: Api, open: (network: NetworkDocument, id: string, trunks: readonly Trunk[]) => void, current: () => NetworkDocument) {
    this.#api = api;
    this.#open = open;
    this.#current = current;
    element('stored-read').onclick = () => void this.#read(this.#list.value);
    element('stored').onsubmit = (event) => {
      event.preventDefault();
      void this.#store(this.#name.value);
    };
    void this.#refresh();
  }

  async #refresh(): Promise<void> {
    const answer = await this.#api.get<{ readonly networks: readonly Entry[] }>('/v1/networks');
    if ('refusal' in answer) {
      element('stored').hidden = answer.refusal.status === 404; // an edge that stores none
      return this.#say(answer.refusal.status === 403 ? 'This token may not read stored networks; it takes the scope network.' : refusalInWords(answer.refusal));
    }
    const chosen = this.#list.value;
    this.#list.replaceChildren(...answer.value.networks.map(({ id, live }) => h('option', { value: id, selected: id === chosen }, live ? `${id} (live)` : `${id} (draft)`)));
    element('stored-open').hidden = answer.value.networks.length === 0;
  }

  async #read(id: string): Promise<void> {
    const [found, trunks] = await Promise.all([this.#api.get<Entry & { readonly version: string; readonly network: NetworkDocument }>(`/v1/networks/${encodeURIComponent(id)}`), this.#trunks()]);
    if ('refusal' in found) return this.#say(refusalInWords(found.refusal));
    if ('refusal' in trunks) return this.#say(refusalInWords(trunks.refusal));
    this.#versions.set(id, found.value.version);
    this.#name.value = id;
    this.#draft.checked = !found.value.live;
    this.#open(found.value.network, id, trunks.value);
    this.#say(`${id} is open${trunks.value.length === 0 ? '' : `, with ${trunks.value.length} stored trunks beside it`}.`);
  }

  /** Stored trunks count as part of every network. */
  async #trunks(): Promise<Answer<readonly Trunk[]>> {
    const list = await this.#api.get<{ readonly trunks: readonly { readonly id: string }[] }>('/v1/trunks');
    if ('refusal' in list) return list;
    const all = await Promise.all(list.value.trunks.map(({ id }) => this.#api.get<{ readonly trunk: Trunk }>(`/v1/trunks/${encodeURIComponent(id)}`)));
    const refused = all.find((one): one is { readonly refusal: Refusal } => 'refusal' in one);
    return refused ?? { value: all.flatMap((one, index) => ('value' in one ? [{ ...one.value.trunk, id: list.value.trunks[index]!.id }] : [])) };
  }

  async #store(id: string): Promise<void> {
    const version = this.#versions.get(id);
    const { tenant: _, ...network } = this.#current(); // a stored network is the token's tenant's
    const answer = await this.#api.put<{ readonly version: string; readonly live: boolean }>(`/v1/networks/${encodeURIComponent(id)}${this.#draft.checked ? '?draft=true' : ''}`, network, version);
    if ('value' in answer) {
      this.#versions.set(id, answer.value.version);
      this.#say(`${id} is stored${answer.value.live ? ', and calls follow it' : ' as a draft'}.`);
      return this.#refresh();
    }
    const { refusal } = answer;
    if (refusal.code === 'version_mismatch' || refusal.status === 412) return this.#say(version === undefined ? `${id} is there already: open it first, or take another name.` : `${id} was changed by somebody else since it was opened: open it again.`);
    this.#say(refusalInWords(refusal));
  }

  #say(words: string): void {
    element('stored-said').textContent = words;
  }
}
