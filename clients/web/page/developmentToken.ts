/** Thrown where the edge mints no tokens for whoever asks, as in production. */
export class NoDevelopmentTokens extends Error {}

/** A token for any name, from an edge in Development; `scope` says what for, calls if it is left out. */
export async function developmentToken(edge: string, user: string, scope?: string): Promise<string> {
  const response = await fetch(`${edge}/v1/dev/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user, tenant: 'dev', scope }),
  });
  if (response.status === 404 || response.status === 405 || response.status === 401) throw new NoDevelopmentTokens();
  const body = (await response.json()) as { readonly token?: string; readonly detail?: string };
  if (!response.ok || body.token === undefined) throw new Error(body.detail ?? 'The edge gave no token.');
  return body.token;
}
