import { count, counted } from '../../src/contracts/figures.ts';
import type { IngestStatus } from '../../src/contracts/ingest-status.ts';
import { RULES } from '../../src/contracts/rule-words.ts';
import { visible } from '../../src/contracts/visible.ts';
import { NotDone } from '../parts/not-done.tsx';
import { refusedAddress } from './page-address.ts';
import type { UploadState } from './use-upload.ts';

interface SentProps {
  readonly now: UploadState;
  readonly onCancel: () => void;
}

/** How far a file is sent, and what became of it. */
export function Sent({ now, onCancel }: SentProps) {
  return (
    <>
      {now.state === 'sending' && <Sending {...now} onCancel={onCancel} />}
      <div class="sent" role="status">
        {now.state === 'sending' && now.share === 1 && <p>All of it is sent; it is being read.</p>}
        {now.state === 'done' && now.outcome.state === 'cancelled' && (
          <p>Broken off: nothing of {visible(now.name)} was kept.</p>
        )}
        {now.state === 'done' && now.outcome.state === 'taken' && (
          <Taken name={now.name} status={now.outcome.status} />
        )}
      </div>
      {now.state === 'done' && now.outcome.state === 'refused' && <NotDone refusal={now.outcome.refusal} />}
    </>
  );
}

interface SendingProps {
  readonly name: string;
  readonly share: number;
  readonly onCancel: () => void;
}

function Sending({ name, share, onCancel }: SendingProps) {
  return (
    <p class="sending">
      <progress max={1} value={share} aria-label={`${visible(name)}, how much of it is sent`} />{' '}
      <span class="beside">{Math.floor(share * 100)} %</span>
      {/* What is sent goes in, whatever happens to this page. */}
      {share < 1 && (
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      )}
    </p>
  );
}

function Taken({ name, status }: { readonly name: string; readonly status: IngestStatus }) {
  const { summary, quarantined, notes = [], run } = status;
  return (
    <div class="said">
      <p>
        <b>{visible(name)}</b>:{' '}
        {summary === null ? 'is on disk, and goes into the store soon.' : addedText(summary)}
      </p>
      {quarantined.length > 0 && (
        <ul class="points">
          {quarantined.map(({ rule, rows, example }) => (
            <li key={rule}>
              {counted(rows, 'row')} refused: {RULES[rule]}, first on line {count(example.line)} (
              {visible(JSON.stringify(example.value))})
            </li>
          ))}
        </ul>
      )}
      {quarantined.length > 0 && run !== null && (
        <p>
          <a href={refusedAddress(run)}>See the rows that were refused</a>
        </p>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function addedText({
  files,
  decisions,
  verdicts,
  quarantined,
}: NonNullable<IngestStatus['summary']>): string {
  if (files.added === 0 && files.known > 0) return 'was brought in before, byte for byte; nothing was added.';
  const known = decisions.known + verdicts.known;
  const there = known === 0 ? '' : `; ${counted(known, 'row')} ${known === 1 ? 'was' : 'were'} there already`;
  const refused = quarantined === 0 ? 'no row was refused' : `${counted(quarantined, 'row')} refused`;
  return `${counted(decisions.added, 'decision')} and ${counted(verdicts.added, 'verdict')} were added${there}; ${refused}.`;
}
