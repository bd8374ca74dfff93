import { run } from './run.mjs';

/** One project of deploy/compose.yaml, by the compose plugin or, where there is none, docker-compose. */
export class Compose {
  #program;

  constructor(file, project, env) {
    Object.assign(this, { file, project, env });
  }

  async do(...args) {
    this.#program ??= await run('docker', ['compose', 'version']).then(() => ['docker', 'compose'], () => ['docker-compose']);
    const [command, ...first] = this.#program;
    return run(command, [...first, '-f', this.file, '-p', this.project, ...args], { env: this.env, timeout: 230_000 });
  }

  /** The state that each service's health check gives: `{ edge1: 'healthy', … }`. */
  async health(...services) {
    const states = {};
    for (const service of services) {
      const id = (await this.do('ps', '-q', service)).trim();
      states[service] = id ? (await run('docker', ['inspect', '-f', '{{.State.Health.Status}}', id])).trim() : 'missing';
    }
    return states;
  }
}
