import { useState } from 'preact/hooks';
import type { Role } from '../../src/contracts/actor.ts';
import { visible } from '../../src/contracts/visible.ts';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { ShortField } from '../parts/text-fields.tsx';
import { useServerTime } from '../session/session.tsx';
import { Secret } from './secret.tsx';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const MOST_DAYS = 365;

/** What each role lets its holder do. */
const ROLES: readonly (readonly [Role, string])[] = [
  ['viewer', 'reads'],
  ['ingest', 'brings in decisions and verdicts'],
  ['lead', 'proposes, votes, takes back'],
  ['board', 'votes, takes back, lifts floors'],
  ['admin', 'changes rules, gives tokens, takes back'],
];

interface GiveTokenProps {
  /** Whether nobody has one yet: the first one closes the house. */
  readonly isFirst: boolean;
  readonly onGiven: () => void;
}

/** Gives somebody a token, whose secret is shown this once. */
export function GiveToken({ isFirst, onGiven }: GiveTokenProps) {
  const now = useServerTime();
  const dayAfter = (days: number): string => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  const [given, setGiven] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(['viewer']);
  const [domains, setDomains] = useState('');
  const [until, setUntil] = useState(dayAfter(USUAL_DAYS));
  const [isJob, setIsJob] = useState(false);
  const { isSending, refusal, sendNow } = useSend();
  const give = async (): Promise<void> => {
    const named = domains
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    const answer = await sendNow('/v1/tokens', {
      ...{ name: name.trim(), roles, kind: isJob ? 'job' : 'person' },
      domains: named.length === 0 ? null : named,
      expiresAt: `${until}T00:00:00Z`,
    });
    if (answer === null || !('secret' in answer)) return;
    setGiven({ name: name.trim(), secret: String(answer.secret) });
    setName('');
    // Whoever has the first one is asked for it: the page stays, so that its secret can be taken.
    if (!isFirst) onGiven();
  };
  if (given !== null)
    return (
      <Secret
        name={visible(given.name)}
        secret={given.secret}
        onDone={() => (isFirst ? location.reload() : setGiven(null))}
      />
    );
  return (
    <details class="other-act">
      <summary>Give somebody a token</summary>
      <form
        class="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        {isFirst && (
          <p>
            <b>The first token closes the house:</b> from then on everybody shows one, you too. Give it to
            yourself as an administrator.
          </p>
        )}
        <ShortField
          words="Who holds it"
          hint="Votes and events bear this name."
          value={name}
          most={200}
          isNeeded
          onInput={setName}
        />
        <fieldset>
          <legend>What they may do</legend>
          {ROLES.map(([role, does]) => (
            <label key={role} class="choice">
              <input
                type="checkbox"
                checked={roles.includes(role)}
                onChange={({ currentTarget: { checked } }) =>
                  setRoles(checked ? [...roles, role] : roles.filter((one) => one !== role))
                }
              />
              {role} <span class="beside">{does}</span>
            </label>
          ))}
        </fieldset>
        <label class="choice">
          <input
            type="checkbox"
            checked={isJob}
            onChange={({ currentTarget }) => setIsJob(currentTarget.checked)}
          />
          It is for a job, which never votes
        </label>
        <ShortField
          words="For which domains"
          hint="Names with commas between them; empty: all."
          value={domains}
          most={4000}
          onInput={setDomains}
        />
        <label>
          Until this day (UTC)
          <input
            type="date"
            value={until}
            min={dayAfter(1)}
            max={dayAfter(MOST_DAYS)}
            required
            onInput={({ currentTarget }) => setUntil(currentTarget.value)}
          />
        </label>
        <NotDone refusal={refusal} />
        <button type="submit" class="main-act" disabled={isSending || roles.length === 0}>
          Give this token
        </button>
      </form>
    </details>
  );
}
