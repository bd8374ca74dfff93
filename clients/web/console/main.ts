import { developmentToken, NoDevelopmentTokens } from '../page/developmentToken.js';
import { element } from '../page/elements.js';
import { Api, consoleScope, developmentTokens } from './api.js';
import { Console } from './console.js';
import { figures } from './figures.js';
import { RealCallView } from './realCallView.js';

const tokenKey = 'signaling.console.token';
const parameters = new URLSearchParams(location.search);

let page: Console | undefined;
/** The token that the user brought; none where the edge makes its own. */
let brought = sessionStorage.getItem(tokenKey);

/** `asUser` is who a development token was made for; undefined where the user brought a token. */
async function begin(token: () => Promise<string>, asUser?: string): Promise<void> {
  const api = new Api(token, () => page !== undefined && brought !== null && askForToken('The edge no longer takes your token; it may have ended. Bring another one, and go on where you were.'));
  const answer = await api.profiles();
  if ('refusal' in answer && answer.refusal.status === 401) throw new NoDevelopmentTokens();
  element('sign-in').hidden = true;
  const own = (page = new Console(api, 'value' in answer ? answer.value.profiles : []));
  const open = (wanted: string | null) => own.open(figures.find(({ id }) => id === wanted) ?? figures[2]!);
  // For tests, and for the curious at the browser's console.
  Object.assign(window, { signalingConsole: { figures, open } });
  open(parameters.get('figure'));
  const call = new RealCallView(api, asUser);
  const wanted = parameters.get('call');
  if (wanted !== null) {
    location.hash = '#call';
    await call.open(wanted);
  }
}

/** Asks for a token: at first, and when the one that was brought has ended. What is being worked on stays. */
function askForToken(why: string): void {
  const shown = !element('sign-in').hidden;
  element('sign-in').hidden = false;
  element('sign-in-error').textContent = why;
  if (!shown) element<HTMLTextAreaElement>('token').select();
}

async function takeToken(token: string): Promise<void> {
  const taken = /^[\x21-\x7e]+$/.test(token) ? await new Api(() => Promise.resolve(token)).profiles() : undefined;
  if (taken === undefined || ('refusal' in taken && taken.refusal.status === 401)) return askForToken('The edge does not take this token.');
  if ('refusal' in taken && taken.refusal.status === 0) return askForToken(taken.refusal.detail);
  sessionStorage.setItem(tokenKey, (brought = token));
  element('sign-in').hidden = true;
  if (page === undefined) await begin(() => Promise.resolve(brought!));
  else page.again();
}

element('sign-in-form').onsubmit = (event) => {
  event.preventDefault();
  void takeToken(element<HTMLTextAreaElement>('token').value.replaceAll(/\s/g, ''));
};

const user = parameters.get('name') ?? 'operator';
const reasonOf = (error: unknown) => (error instanceof NoDevelopmentTokens ? '' : error instanceof Error ? error.message : String(error));
if (brought === null) await developmentToken(location.origin, user, consoleScope).then(() => begin(developmentTokens(user), user)).catch((error: unknown) => askForToken(reasonOf(error)));
else await begin(() => Promise.resolve(brought!)).catch(() => askForToken('The edge no longer takes your token; it may have ended.'));
