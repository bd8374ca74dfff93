import { element } from '../page/elements.js';
import type { Api } from './api.js';
import { CallsView, changesView } from './callsView.js';
import { DocumentView } from './documentView.js';
import type { Figure } from './figures.js';
import { figuresView, nameOf } from './figuresView.js';
import { kindsOfCall, leftOut } from './kinds.js';
import { PictureView } from './pictureView.js';
import { atHome, settled } from './samples.js';
import { StoredView } from './storedView.js';
import { Surveys, type Survey } from './survey.js';
import { withTrunks, type Case } from './whatIf.js';
import type { NetworkDocument, Profile, Trunk } from './wire.js';

const views = ['picture', 'calls', 'document', 'figures', 'call'] as const;
/** Changes of the document that follow each other sooner are asked about together, in milliseconds. */
const patienceMs = 400;
const somebody = { kind: 'oneToOne', participants: [{ id: 'alice', location: 'customerNetwork' }, { id: 'bob', location: 'internet' }] } as const;

/** Whether a case is a figure's own, untouched. */
const same = ({ network, scenario }: Case, figure: Figure): boolean => network === figure.network && scenario === (figure.scenario ?? somebody);

/** The page as a whole: one network with one call in it, seen in four views, and what was opened to compare it with. */
export class Console {
  readonly #picture: PictureView;
  readonly #calls: CallsView;
  readonly #document: DocumentView;
  readonly #surveys: Surveys;
  readonly #profiles: readonly Profile[];
  #figure: Figure | undefined;
  #title = '';
  #opened: NetworkDocument = {};
  #case: Case = { network: {}, scenario: somebody };
  #alone = false;
  /** Trunks that are stored beside the network. */
  #beside: readonly Trunk[] = [];
  #asking: AbortController | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, profiles: readonly Profile[]) {
    this.#profiles = profiles;
    this.#surveys = new Surveys(api);
    this.#picture = new PictureView(api, (next, note) => this.#change(next, note));
    this.#calls = new CallsView((id) => this.#draw(id));
    this.#document = new DocumentView(
      (network) => this.#change({ network, scenario: settled(this.#case.scenario, network) }),
      () => this.#change({ network: this.#opened, scenario: settled(this.#case.scenario, this.#opened) }),
      () => {
        this.#opened = this.#case.network;
        this.#survey();
      },
    );
    new StoredView(api, (network, id, trunks) => this.#store(network, id, trunks), () => this.#case.network);
    addEventListener('hashchange', () => this.#navigate());
    this.#navigate();
  }

  /** Opens a figure: its network, and its call if it has one. */
  open(figure: Figure): void {
    this.#figure = figure;
    this.#beside = [];
    this.#opened = figure.network;
    this.#case = { network: figure.network, scenario: figure.scenario ?? somebody };
    this.#alone = figure.scenario === undefined;
    this.#title = `${nameOf(figure)}: ${figure.title}`;
    this.#show();
  }

  /** Asks everything anew that is shown: what was asked with a token that had ended was refused. */
  again(): void {
    this.#show();
  }

  #store(network: NetworkDocument, id: string, trunks: readonly Trunk[]): void {
    this.#figure = undefined;
    this.#beside = trunks;
    this.#opened = network;
    this.#title = `Network ${id}`;
    this.#change({ network, scenario: atHome(somebody, network) });
  }

  #change(next: Case, note?: string): void {
    this.#case = next;
    this.#alone = false;
    this.#show(note);
  }

  /** Draws a kind of call from the table. */
  #draw(id: string): void {
    const row = kindsOfCall(withTrunks(this.#case.network, this.#beside)).find((one) => one.id === id);
    if (row === undefined) return;
    this.#title = row.title;
    this.#figure = undefined;
    this.#change({ ...this.#case, scenario: row.scenario });
    location.hash = '#picture';
  }

  #show(note?: string): void {
    const title = this.#figure === undefined || same(this.#case, this.#figure) ? this.#title : `${this.#title} (changed)`;
    this.#picture.show(this.#case, withTrunks(this.#case.network, this.#beside), this.#alone, title, this.#profiles, note);
    this.#document.show(this.#case.network);
    element('figures-list').replaceChildren(...figuresView(this.#figure?.id, (figure) => {
      this.open(figure);
      location.hash = '#picture';
    }));
    this.#survey();
  }

  #navigate(): void {
    const wanted = views.find((view) => `#${view}` === location.hash) ?? 'picture';
    for (const view of views) element(view).hidden = view !== wanted;
    for (const link of element('views').querySelectorAll('a')) {
      if (link.hash === `#${wanted}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    this.#survey();
  }

  /** Plans every kind of call, before and now, where somebody looks. */
  #survey(): void {
    clearTimeout(this.#waiting);
    this.#asking?.abort();
    if (element('calls').hidden && element('document').hidden) return;
    const asking = (this.#asking = new AbortController());
    document.body.dataset['survey'] = 'asking';
    this.#waiting = setTimeout(() => {
      Promise.all([this.#opened, this.#case.network].map((network) => this.#surveys.of(withTrunks(network, this.#beside), asking.signal)))
        .then(([before, now]) => asking.signal.aborted || this.#tell(before!, now!))
        .catch(() => undefined); // asked again meanwhile
    }, this.#surveys.known(withTrunks(this.#case.network, this.#beside)) === undefined ? patienceMs : 0);
  }

  #tell(before: Survey, now: Survey): void {
    this.#calls.show(before, now, leftOut(withTrunks(this.#case.network, this.#beside)));
    this.#document.faults('refusal' in now ? now.refusal : undefined);
    element('document-changes').replaceChildren(...changesView(before, now));
    document.body.dataset['survey'] = 'refusal' in now ? now.refusal.code : 'there';
  }
}
