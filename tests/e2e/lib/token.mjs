import { createHmac } from 'node:crypto';

const encode = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token as an app's own backend mints it: HS256, with the key id "app" that deploy/compose.yaml configures. */
export function mintToken(secret, user, { tenant = 'test', lifetime = 600, kid = 'app' } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const content = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode({ sub: user, tid: tenant, iat: now, exp: now + lifetime })}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
