import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** A program that a test starts and stops. What it says is kept, and appended to a file of its own where one is named. */
export class Program {
  #child;
  said = '';

  constructor(command, args, { env = {}, cwd, log } = {}) {
    if (log) mkdirSync(path.dirname(log), { recursive: true });
    this.#child = spawn(command, args.map(String), { env: { ...process.env, ...env }, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', part => {
        this.said += part;
        if (log) appendFileSync(log, part);
      });
    }
    this.ended = new Promise(resolve => {
      this.#child.on('exit', (code, signal) => resolve(signal ?? code));
      this.#child.on('error', error => { this.said += error.message; resolve(127); });
    });
  }

  get running() { return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid !== undefined; }

  /** Asks it to end, and makes it after five seconds. */
  async stop() {
    if (!this.running) return;
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await this.ended;
    clearTimeout(force);
  }

  /** Ends it at once, as a crash would. */
  async kill() {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
