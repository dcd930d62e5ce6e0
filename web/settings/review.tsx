import { useState } from 'preact/hooks';
import type { SettingsAsked, SettingsCheck } from '../../src/contracts/settings.ts';
import { visible } from '../../src/contracts/visible.ts';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { LongField } from '../parts/text-fields.tsx';
import { ChangesTable } from './changes-table.tsx';

interface ReviewProps {
  /** What the form or the text says; null where nothing was changed yet. */
  readonly asked: SettingsAsked | null;
  /** Of the file as it was read. */
  readonly digest: string;
  readonly onSaved: () => void;
}

/** Shows what would change before it does, and then lets it be saved. What it shows is of what stands there, or gone. */
export function Review({ asked, digest, onSaved }: ReviewProps) {
  const [checked, setChecked] = useState<{ readonly of: string; readonly check: SettingsCheck } | null>(null);
  const [reason, setReason] = useState('');
  const checking = useSend();
  const saving = useSend();
  const of = JSON.stringify(asked);
  const check = checked?.of === of ? checked.check : null;
  const show = async (): Promise<void> => {
    if (asked === null) return;
    const answer = await checking.sendNow('/v1/configuration/check', asked);
    if (answer !== null && isCheck(answer)) setChecked({ of, check: answer });
  };
  const save = async (): Promise<void> => {
    const body = { ...asked, digest, reason: reason.trim() };
    if ((await saving.sendNow('/v1/configuration/file', body, 'PUT')) === null) return;
    setReason('');
    onSaved();
  };
  const isAllowed = check !== null && check.faults.length === 0 && check.objections.length === 0;
  return (
    <>
      <NotDone refusal={checking.refusal} />
      <button
        type="button"
        class={check === null ? 'main-act' : undefined}
        disabled={asked === null || checking.isSending}
        onClick={() => void show()}
      >
        Show what changes
      </button>
      <div role="status" class="review">
        {check !== null && <Shown check={check} />}
      </div>
      {isAllowed && (
        <form
          class="stacked"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <LongField
            words="Why"
            hint="It stands in the ledger, with your name and with what changes."
            value={reason}
            most={4000}
            isNeeded
            onInput={setReason}
          />
          <NotDone refusal={saving.refusal} />
          <button type="submit" class="main-act" disabled={saving.isSending}>
            Save these rules
          </button>
          <p class="beside">The server goes by them at once. To undo it, save the earlier ones.</p>
        </form>
      )}
    </>
  );
}

/** Objections that are spelled out: one rule may stand in the way in every domain. */
const MOST_SHOWN = 12;

function Shown({ check: { faults, changes, objections } }: { readonly check: SettingsCheck }) {
  if (faults.length > 0)
    return (
      <div class="not-done">
        <p>
          <b class="trouble">These are no rules yet.</b>
        </p>
        <ul>
          {faults.map((fault) => (
            <li key={fault}>{visible(fault)}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <>
      <ChangesTable changes={changes} />
      {objections.length > 0 && (
        <div class="not-done">
          <p>
            <b class="trouble">This cannot be saved here.</b>
          </p>
          <ul>
            {objections.slice(0, MOST_SHOWN).map(({ rule, sentence }) => (
              <li key={rule + sentence}>
                {rule !== '' && <b>{rule}</b>} {visible(sentence)}.
              </li>
            ))}
            {objections.length > MOST_SHOWN && (
              <li>{`${objections.length - MOST_SHOWN} more like these.`}</li>
            )}
          </ul>
        </div>
      )}
    </>
  );
}

function isCheck(answer: object): answer is SettingsCheck {
  return ['faults', 'changes', 'objections'].every((part) => part in answer);
}
