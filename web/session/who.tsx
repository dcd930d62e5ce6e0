import { visible } from '../../src/contracts/visible.ts';
import { send } from '../ask/send.ts';
import { useAskedSession } from './session.tsx';

/** Who acts here, in the frame of every page. */
export function Who() {
  const { answer } = useAskedSession();
  if (answer.state !== 'answered') return <div class="who" />;
  const { mode, actor, people } = answer.value;
  if (mode === 'demo') return <Choice actor={actor?.kind === 'person' ? actor.name : ''} people={people} />;
  if (mode === 'open')
    return <p class="who beside">Nobody is asked for a token here: you read, and nobody decides.</p>;
  if (actor === null) return <div class="who" />;
  return (
    <p class="who">
      <b>{visible(actor.name)}</b> <span class="beside">{actor.roles.join(', ')}</span>
      <button type="button" class="quiet" onClick={() => become('DELETE')}>
        Log out
      </button>
    </p>
  );
}

interface ChoiceProps {
  /** Empty: nobody in particular. */
  readonly actor: string;
  readonly people: readonly string[];
}

function Choice({ actor, people }: ChoiceProps) {
  return (
    <label class="who">
      <span class="beside">A demo, in which anybody is whom they choose. You are:</span>
      <select
        value={actor}
        onChange={({ currentTarget: { value } }) =>
          value === '' ? become('DELETE') : become('POST', { as: value })
        }
      >
        <option value="">a reader</option>
        {people.map((name) => (
          <option key={name} value={name}>
            {visible(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Nothing that was kept for one stands before the other: the page begins anew, or the provider is left too. */
async function become(method: 'POST' | 'DELETE', body?: object): Promise<void> {
  const outcome = await send(method, '/v1/session', body);
  const leaveAt = outcome.state === 'answered' && 'leaveAt' in outcome.value ? outcome.value.leaveAt : null;
  if (typeof leaveAt === 'string') location.assign(leaveAt);
  else location.reload();
}
