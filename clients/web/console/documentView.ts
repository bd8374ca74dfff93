import { element } from '../page/elements.js';
import { h } from './dom.js';
import { save } from './files.js';
import { lineOf, linesOf } from './jsonLines.js';
import { shapeFaults } from './shape.js';
import type { NetworkDocument, Refusal } from './wire.js';

/** A document may be that long, in characters; the service would not take more. */
const longest = 1_000_000;

interface Fault {
  readonly line: number;
  readonly path?: string;
  readonly detail: string;
}

/** The network's document as text: edited here, shown with its faults at their lines. */
export class DocumentView {
  readonly #text = element<HTMLTextAreaElement>('document-text');
  readonly #gutter = element('document-gutter');
  readonly #change: (network: NetworkDocument) => void;
  #shown: string | undefined;

  /** `change` gets every text that is JSON; `revert` and `keep` what was opened, and what it is to be compared with from now on. */
  constructor(change: (network: NetworkDocument) => void, revert: () => void, keep: () => void) {
    this.#change = change;
    this.#text.oninput = () => this.#read();
    this.#text.onscroll = () => (this.#gutter.scrollTop = this.#text.scrollTop);
    // A field prints what of it is seen; on paper the whole text has to stand.
    addEventListener('beforeprint', () => (element('document-print').textContent = this.#text.value));
    element('document-revert').onclick = revert;
    element('document-keep').onclick = keep;
    element('document-save').onclick = () => save('network.json', 'application/json', this.#text.value);
    element<HTMLInputElement>('document-file').onchange = ({ target }) => void this.#open(target as HTMLInputElement);
  }

  /** Shows a network, unless it is the one whose text stands there already. */
  show(network: NetworkDocument): void {
    const same = JSON.stringify(network);
    if (same === this.#shown) return;
    this.#shown = same;
    this.#text.value = `${JSON.stringify(network, null, 2)}\n`;
    this.#mark([]);
  }

  /** What the service finds wrong, each at its line; nothing, when it takes the document. */
  faults(refusal: Refusal | undefined): void {
    const where = linesOf(this.#text.value);
    if (where.fault !== undefined) return this.#mark([where.fault]);
    if (refusal === undefined) return this.#mark([]);
    // A member that does not exist is named by its path in the request, a rule that is broken by its path in the document.
    const own = (path: string) => path.replace(/^network\./, '');
    if (refusal.errors !== undefined) this.#mark(refusal.errors.map(({ path, detail, rule }) => ({ line: lineOf(own(path), where), path: own(path), detail: `${detail}${rule == null ? '' : ` (#${rule})`}` })));
    else this.#mark([{ line: 1, detail: refusal.detail }]);
  }

  #read(): void {
    const where = linesOf(this.#text.value);
    if (where.fault !== undefined) return this.#mark([where.fault]);
    const value: unknown = JSON.parse(this.#text.value);
    const wrong = shapeFaults(value);
    if (wrong.length > 0) return this.#mark(wrong.map(({ path, detail }) => ({ line: lineOf(path, where), ...(path === '' ? {} : { path }), detail })));
    this.#shown = JSON.stringify(value);
    this.#change(value as NetworkDocument);
  }

  async #open(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (file === undefined) return;
    if (file.size > longest) return this.#mark([{ line: 1, detail: `The file is larger than ${longest} bytes.` }]);
    this.#text.value = await file.text();
    this.#read();
  }

  #mark(faults: readonly Fault[]): void {
    const count = this.#text.value.split('\n').length;
    const numbers = h('pre', {}, Array.from({ length: count }, (_, index) => index + 1).join('\n'));
    const bad = [...new Set(faults.map(({ line }) => line))].map((line) => h('div', { class: 'fault', style: `top: calc(0.6rem + ${line - 1} * 1.5em)` }, String(line)));
    this.#gutter.replaceChildren(numbers, ...bad);
    this.#gutter.scrollTop = this.#text.scrollTop;
    this.#text.setAttribute('aria-invalid', String(faults.length > 0));
    element('document-faults').replaceChildren(...(faults.length === 0 ? [] : [h('ul', { class: 'faults' }, ...faults.map((fault) => h('li', {}, this.#link(fault), fault.path === undefined ? ' ' : ` ${fault.path}: `, fault.detail)))]));
  }

  #link({ line }: Fault): HTMLElement {
    return h('button', { type: 'button', class: 'link', onclick: () => this.#goTo(line) }, `Line ${line}`);
  }

  #goTo(line: number): void {
    const before = this.#text.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const end = this.#text.value.indexOf('\n', before);
    this.#text.focus();
    this.#text.setSelectionRange(before, end < 0 ? this.#text.value.length : end);
    this.#text.scrollTop = (line - 4) * Number.parseFloat(getComputedStyle(this.#text).lineHeight);
  }
}
