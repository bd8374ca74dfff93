import http from 'node:http';
import https from 'node:https';

/** The REST API of one edge, as one user's device. `ca` is the certificate to trust, for an edge that signs its own. */
export class Api {
  constructor(url, { token, device, ca } = {}) {
    Object.assign(this, { url, token, device, ca });
  }

  get(path) { return this.#send('GET', path); }
  post(path, body = {}) { return this.#send('POST', path, body); }
  put(path, body = {}) { return this.#send('PUT', path, body); }

  /** What has happened for this user since the cursor, by long poll; waits up to `wait` seconds. */
  events(after, wait = 20) {
    return this.get(`/v1/events?wait=${wait}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
  }

  #send(method, path, body) {
    const url = new URL(path, this.url);
    const headers = { accept: 'application/json' };
    if (this.token) headers.authorization = `Bearer ${this.token}`;
    if (this.device) headers['device-id'] = this.device;
    if (body) headers['content-type'] = 'application/json';
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(url, { method, headers, ca: this.ca, timeout: 70_000 }, response => {
        let text = '';
        response.setEncoding('utf8').on('data', part => text += part).on('error', reject).on('end', () => {
          const json = /json/.test(response.headers['content-type'] ?? '');
          resolve({ status: response.statusCode, headers: response.headers, body: json ? JSON.parse(text) : text });
        });
      });
      request.on('timeout', () => request.destroy(new Error(`${method} ${path}: no answer in 70 s`)));
      request.on('error', reject);
      request.end(body && JSON.stringify(body));
    });
  }
}
