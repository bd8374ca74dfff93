import { element } from '../page/elements.js';
import { h } from './dom.js';
import { changesBetween, columns, csvOf, type Change, type Outcome } from './outcome.js';
import type { Survey } from './survey.js';
import { save } from './files.js';
import { refusalInWords } from './words.js';

type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];

/** The table of all kinds of call, with what has changed since the network was opened struck out and written anew. */
export class CallsView {
  #rows: readonly Outcome[] = [];
  readonly #open: (id: string) => void;

  constructor(open: (id: string) => void) {
    this.#open = open;
    element('calls-csv').onclick = () => save('calls.csv', 'text/csv', csvOf(this.#rows));
  }

  /** `left` names what the table leaves out, in words. */
  show(before: Survey, now: Survey, left: readonly string[]): void {
    const table = element('calls-table');
    const refusal = 'refusal' in now ? now.refusal : undefined;
    element('calls-refusal').hidden = refusal === undefined;
    element<HTMLButtonElement>('calls-csv').disabled = refusal !== undefined;
    table.parentElement!.hidden = refusal !== undefined;
    if ('refusal' in now) {
      this.#rows = [];
      element('calls-subtitle').textContent = 'No call can be planned under this network.';
      element('calls-refusal').replaceChildren(`${refusalInWords(now.refusal)} `, h('a', { href: '#document' }, 'To the document, with every fault at its line'));
      table.replaceChildren();
      return;
    }

    this.#rows = now.rows;
    const changes = before === undefined || 'refusal' in before ? [] : changesBetween(before.rows, now.rows);
    const impossible = now.rows.filter(({ how }) => how.startsWith('not possible')).length;
    const since = ([['changed', 'changed'], ['added', 'new'], ['gone', 'no longer there']] as const).flatMap(([what, words]) => {
      const many = changes.filter((one) => one.what === what).length;
      return many === 0 ? [] : [`${many} ${words}`];
    });
    element('calls-subtitle').textContent = [
      `${now.rows.length} kinds of call, ${impossible} of them not possible here${since.length > 0 ? `; since the network was opened: ${since.join(', ')}` : ''}.`,
      ...(left.length > 0 ? [`Left out: ${left.join(', ')}.`] : []),
      'Choose one to see it drawn.',
    ].join(' ');
    const groups = [...new Set(now.rows.map(({ group }) => group))];
    table.replaceChildren(
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Call'), ...names.map((name) => h('th', { scope: 'col' }, columns[name])))),
      ...groups.map((group) => h('tbody', {}, h('tr', { class: 'group' }, h('th', { colspan: names.length + 1, scope: 'rowgroup' }, group)), ...now.rows.filter((row) => row.group === group).map((row) => this.#row(row, changes.find(({ id }) => id === row.id))))),
    );
  }

  #row(row: Outcome, change: Change | undefined): HTMLElement {
    const cell = (name: Column) => {
      const field = change?.fields.find((one) => one.name === name);
      const words = (text: string) => (name === 'signaling' || name === 'media' || name === 'relays' ? lines(text) : [text]);
      return h('td', {}, ...(field === undefined ? words(row[name]) : [h('del', {}, ...words(field.before || 'none')), h('ins', {}, ...words(field.after || 'none'))]));
    };
    return h('tr', { 'data-call': row.id }, h('th', { scope: 'row' }, h('button', { type: 'button', class: 'link', onclick: () => this.#open(row.id) }, row.title), change?.what === 'added' && h('ins', {}, ' new')), ...names.map(cell));
  }
}

/** One line for each participant. */
function lines(text: string): readonly Node[] {
  return text.split('; ').map((part) => h('div', {}, part));
}

/** What changes for which calls, as a list. */
export function changesView(before: Survey | undefined, now: Survey | undefined): readonly HTMLElement[] {
  if (before === undefined || now === undefined || 'refusal' in before || 'refusal' in now) return [];
  const changes = changesBetween(before.rows, now.rows);
  if (changes.length === 0) return [h('p', { class: 'quiet' }, 'Compared with what was opened, no kind of call changes its way.')];
  return [
    h('h3', {}, changes.length === 1 ? 'One kind of call changes' : `${changes.length} kinds of call change`),
    h('ul', { class: 'changes' }, ...changes.map(({ title, what, fields }) =>
      h('li', {}, h('strong', {}, title), what === 'changed' ? ': ' : what === 'added' ? ': new under this network' : ': no longer there',
        ...fields.map(({ name, before: was, after }) => h('div', {}, `${columns[name]}: `, h('del', {}, was || 'none'), ' → ', h('ins', {}, after || 'none')))))),
  ];
}
