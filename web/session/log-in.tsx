import { useState } from 'preact/hooks';
import { visible } from '../../src/contracts/visible.ts';
import type { Refusal } from '../ask/refusal.ts';
import { send } from '../ask/send.ts';
import { Page } from '../frame/page.tsx';
import { useSession } from './session.tsx';

/** Leads to the provider, where there is one, and asks for a token, which becomes a cookie that no script can read. */
export function LogIn() {
  const { provider } = useSession();
  const [token, setToken] = useState('');
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const logIn = async (): Promise<void> => {
    setIsSending(true);
    const outcome = await send('POST', '/v1/session', { token: token.trim() });
    // Nothing that was kept for somebody else stands before whoever comes.
    if (outcome.state === 'answered') return location.reload();
    setIsSending(false);
    setRefusal(outcome.refusal);
  };
  return (
    <Page title="Log in" asOf={null}>
      {provider !== null && (
        <p>
          <a class="main-act" href={`/v1/session/oidc?return=${encodeURIComponent(here())}`}>
            Log in with {visible(provider)}
          </a>
        </p>
      )}
      <form
        class="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          void logIn();
        }}
      >
        <p>
          {provider === null
            ? 'This server asks for a token. Whoever runs it makes one with leeway token create.'
            : 'Or show a token, which whoever runs this server makes with leeway token create.'}
        </p>
        <label>
          Token
          <input
            type="password"
            name="token"
            autocomplete="current-password"
            spellcheck={false}
            required
            maxLength={200}
            value={token}
            aria-invalid={refusal !== null}
            aria-describedby={refusal === null ? undefined : 'log-in-refused'}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
        </label>
        {refusal !== null && (
          <p id="log-in-refused" class="trouble" role="alert">
            {refusal.what}
          </p>
        )}
        <button type="submit" class={provider === null ? 'main-act' : ''} disabled={isSending}>
          {provider === null ? 'Log in' : 'Log in with a token'}
        </button>
      </form>
    </Page>
  );
}

/** The address of this page, to which the provider leads back. */
function here(): string {
  const { pathname, search, hash } = location;
  return `${pathname}${search}${hash}`;
}
