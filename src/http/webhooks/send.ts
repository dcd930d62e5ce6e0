/**
 * Sends an event once. Redirects are not followed: who may read the event is for the configuration to say.
 *
 * @throws Error that says in one line why the receiver has not taken it
 */
export async function send(url: string, body: string, signature: string, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      ...{ method: 'POST', body, redirect: 'manual', signal },
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'leeway-signature': signature,
        'user-agent': 'leeway',
      },
    });
    await response.body?.cancel();
  } catch (error) {
    throw new Error(reasonOf(error));
  }
  if (response.ok) return;
  const isRedirect = response.status >= 300 && response.status < 400;
  throw new Error(`it answered ${response.status}${isRedirect ? ', and redirects are not followed' : ''}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? `no connection (${String(cause.code)})` : error.message;
}
