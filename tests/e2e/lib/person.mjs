import { eventually } from './eventually.mjs';
import { mediaOf, openTab } from './browser.mjs';

/** How long a step of theirs may take before it counts as failed, ms: much, for this says how busy the machine may be, and nothing of the page. */
const patience = 40_000;

/** Somebody with the call page open in a tab of their own, doing with it what people do. */
export class Person {
  constructor(name, page) {
    Object.assign(this, { name, page });
  }

  /**
   * Opens the page of this edge and waits until it is ready for calls. It uses this edge and no other, unless it `roams`:
   * then it chooses among those of the deployment, as everybody's page does.
   */
  static async at(edge, name, browser, { policy, roams = false } = {}) {
    const page = await openTab(browser, { policy });
    page.setDefaultTimeout(patience);
    await page.goto(`${edge.url}/?name=${name}${roams ? '' : `&edge=${encodeURIComponent(edge.url)}`}`);
    await page.waitForSelector('#line[data-state="online"]');
    return new Person(name, page);
  }

  async calls(other) {
    await this.page.fill('#callee', other.name);
    await this.page.click('#call-video');
  }

  async answers() {
    await this.page.waitForSelector('#incoming[open]');
    await this.page.click('#answer-video');
  }

  async press(button) {
    await this.page.click(`#${button}`);
  }

  async writes(text) {
    if (!await this.page.isVisible('#chat')) await this.page.click('#chat-toggle');
    await this.page.fill('#chat-text', text);
    await this.page.press('#chat-text', 'Enter');
  }

  async reads(text) {
    await this.#finds('#chat-log li.theirs', text, 'attached');
  }

  /** What the line above the picture says of the call. */
  async sees(words) {
    await this.#finds('#call-status', words);
  }

  /** What the page says about the call that ended. */
  async isTold(words) {
    await this.#finds('#outcome-title', words);
  }

  async #finds(selector, text, state = 'visible') {
    await this.page.locator(selector, { hasText: text }).waitFor({ state })
      .catch(async () => { throw new Error(`${this.name} does not find "${text}" in ${selector}; the page says: ${await this.says()}`); });
  }

  /** What the page says beside the call, or has said: some of it goes away by itself. */
  async isNotified(words) {
    await eventually(`${this.name} is told "${words}"`, async () => {
      const said = await this.page.evaluate(() => window.said);
      if (said.some(each => each.includes(words))) return true;
      throw new Error(JSON.stringify(said));
    }, { within: patience });
  }

  /** The URL of the edge in use. */
  edge() { return this.page.evaluate(() => window.signaling.client.edge); }

  media() { return mediaOf(this.page); }

  /** Waits until at least this many more video frames were decoded and audio packets received than now. */
  async receives({ frames = 5, packets = 10 } = {}) {
    const start = await this.media() ?? { frames: 0, audio: 0 };
    return eventually(`${this.name} receives ${frames} frames and ${packets} packets`, async () => {
      const now = await this.media();
      if (now && now.frames >= start.frames + frames && now.audio >= start.audio + packets) return now;
      throw new Error(`from ${JSON.stringify(start)} to ${JSON.stringify(now)}; the page says: ${await this.says()}`);
    }, { within: patience, every: 100 });
  }

  /** Waits until nothing has come in for as long as `for` ms: what hold is for. */
  async receivesNothing({ for: quiet = 700 } = {}) {
    let last, since = Date.now();
    return eventually(`${this.name} receives nothing`, async () => {
      const now = await this.media();
      const count = `${now?.frames}/${now?.audio}`;
      if (count !== last) [last, since] = [count, Date.now()];
      if (Date.now() - since >= quiet) return true;
      throw new Error(`${count} so far`);
    }, { within: patience, every: 100 });
  }

  async says() {
    return this.page.evaluate(() => [...document.querySelectorAll('#call-status, #notices, #call-error, #sign-in-error, #outcome')]
      .map(each => each.textContent.trim()).filter(Boolean).join(' | '));
  }

  leave() { return this.page.context().close(); }
}

/** One calls and the other answers; both are in the call when this returns. */
export async function connect(caller, callee) {
  await caller.calls(callee);
  await callee.answers();
  await Promise.all([caller.sees('Connected'), callee.sees('Connected')]);
}
