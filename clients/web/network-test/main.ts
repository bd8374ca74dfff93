import { developmentToken, NoDevelopmentTokens } from '../page/developmentToken.js';
import { element } from '../page/elements.js';
import { reportInText, SignalingClient, type NetworkTestReport } from '../src/index.js';
import { markStep, node, reportView, stepsView } from './view.js';

const nameKey = 'signaling.name';
const parameters = new URLSearchParams(location.search);
const edge = parameters.get('edge') ?? location.origin;
const name = element<HTMLInputElement>('name');
const token = element<HTMLTextAreaElement>('token');
const label = element<HTMLInputElement>('label');
const vpn = element<HTMLSelectElement>('vpn');
const interfaces = element<HTMLInputElement>('interfaces');
const steps = element('steps');

type TestState = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

/** For scripts, and for the curious at the console: docs/readiness.md. */
const networkTest: { state: TestState; report?: NetworkTestReport } = { state: 'idle' };
Object.assign(window, { networkTest });

let stop: AbortController | undefined;

async function run(): Promise<void> {
  stop = new AbortController();
  const { signal } = stop;
  become('running');
  try {
    const credential = await tokenOption();
    if (interfaces.checked) await askForInterfaces();
    const client = new SignalingClient({ edges: [edge], token: credential, device: 'network-test', discover: false });
    const seconds = (key: string) => (parameters.has(key) ? Number(parameters.get(key)) * 1000 : undefined);
    const [measureForMs, watchForMs] = [seconds('measure'), seconds('watch')];
    const report = await client.checkNetwork({
      signal,
      ...(label.value.trim() === '' ? {} : { label: label.value.trim() }),
      ...(vpn.value === '' ? {} : { vpn: vpn.value === 'on' }),
      ...(measureForMs === undefined ? {} : { measureForMs }),
      ...(watchForMs === undefined ? {} : { watchForMs }),
      onProgress: (progress) => {
        markStep(steps, progress);
        element<HTMLProgressElement>('progress').value = progress.share;
        if (progress.found !== undefined) element('now').textContent = progress.found;
      },
    });
    signal.throwIfAborted();
    networkTest.report = report;
    Object.assign(document.body.dataset, { kind: report.kind, grade: report.grade });
    element('report').replaceChildren(...reportView(report, tools(report)));
    become('done');
    element('verdict').focus();
  } catch (error) {
    if (signal.aborted) return become('stopped');
    become('failed');
    if (error instanceof NoDevelopmentTokens) askForToken();
    else element('setup-error').textContent = error instanceof Error ? error.message : String(error);
  }
}

/** Whoever signs in: in Development by a name, else with a token that they bring. An edge that cannot be reached is what the test finds out. */
async function tokenOption(): Promise<string | (() => Promise<string>)> {
  if (!element('token-field').hidden) return token.value.trim();
  const user = name.value.trim() || parameters.get('name') || sessionStorage.getItem(nameKey) || 'network-test';
  await developmentToken(edge, user).catch((error: unknown) => {
    if (error instanceof NoDevelopmentTokens) throw error;
  });
  return () => developmentToken(edge, user);
}

function askForToken(): void {
  element('token-field').hidden = false;
  token.required = true;
  token.focus();
}

async function askForInterfaces(): Promise<void> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
  } catch {
    element('now').textContent = 'The microphone was not allowed; interfaces stay hidden.';
  }
}

function become(state: TestState): void {
  networkTest.state = state;
  document.body.dataset['test'] = state;
  const running = state === 'running';
  element('running').hidden = !running;
  element('report').hidden = state !== 'done';
  element('stop').hidden = !running;
  element<HTMLButtonElement>('start').disabled = running;
  element('start').textContent = state === 'idle' || running ? 'Start the test' : 'Test again';
  element('setup-error').textContent = state === 'stopped' ? 'Stopped. Nothing was kept.' : '';
  if (state === 'stopped') element('start').focus();
  if (!running) return;
  delete networkTest.report;
  delete document.body.dataset['kind'];
  delete document.body.dataset['grade'];
  steps.replaceChildren(...stepsView());
  element<HTMLProgressElement>('progress').value = 0;
  element('now').textContent = 'Asking the service what to try…';
  element('stop').focus();
}

function tools(report: NetworkTestReport): HTMLElement[] {
  const json = () => `${JSON.stringify(report, undefined, 2)}\n`;
  return [
    button('Copy as text', (own) => void copy(own, reportInText(report))),
    button('Copy as JSON', (own) => void copy(own, json())),
    button('Download', () => download(`network-test-${report.takenAt.replaceAll(/[:.]/g, '-')}.json`, json())),
    button('Print', () => print()),
  ];
}

function button(text: string, act: (own: HTMLButtonElement) => void): HTMLButtonElement {
  const made = node('button', { type: 'button', class: 'secondary' }, text);
  made.onclick = () => act(made);
  return made;
}

async function copy(own: HTMLButtonElement, text: string): Promise<void> {
  const words = own.textContent;
  try {
    await navigator.clipboard.writeText(text);
    own.textContent = 'Copied';
  } catch {
    own.textContent = 'Open the text below, and copy it there';
  }
  setTimeout(() => (own.textContent = words), 2_000);
}

function download(file: string, text: string): void {
  const link = node('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/json' })), download: file });
  link.click();
  URL.revokeObjectURL(link.href);
}

element('setup').onsubmit = (event) => {
  event.preventDefault();
  void run();
};
element('stop').onclick = () => {
  stop?.abort(new DOMException('The test was stopped.', 'AbortError'));
};
label.value = parameters.get('label') ?? '';
vpn.value = parameters.get('vpn') ?? '';
if (parameters.has('start')) void run();
