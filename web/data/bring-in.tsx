import { useRef, useState } from 'preact/hooks';
import type { Filters } from '../address/use-filters.ts';
import { Section } from '../parts/section.tsx';
import { whyNotBring } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import { bytesText } from './bytes-text.ts';
import { Sent } from './sent.tsx';
import { useDrop } from './use-drop.ts';
import { useUpload } from './use-upload.ts';

/** What a file holds, and which route takes it. */
const KINDS = [
  { kind: '', words: 'As its columns say', path: '/v1/ingests' },
  { kind: 'decisions', words: 'Decisions', path: '/v1/decisions' },
  { kind: 'verdicts', words: 'Verdicts', path: '/v1/verdicts' },
] as const;
const ENDINGS = '.jsonl,.ndjson,.json,.csv,.tsv,.parquet,.gz,.zst';

interface BringInProps {
  readonly filters: Filters;
  /** Hears that something came into the store. */
  readonly onTaken: () => void;
}

/** Where a file is dropped or chosen, looked at once more, and sent. */
export function BringIn({ filters, onTaken }: BringInProps) {
  const why = whyNotBring(useSession());
  return (
    <Section id="bring-in" title="Bring in a file">
      {why === null ? <Form filters={filters} onTaken={onTaken} /> : <p>{why}</p>}
    </Section>
  );
}

function Form({ filters: { get, set }, onTaken }: BringInProps) {
  const [file, setFile] = useState<File | null>(null);
  const [isSeveral, setIsSeveral] = useState(false);
  const place = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { now, send, cancel } = useUpload(() => {
    setFile(null);
    if (input.current !== null) input.current.value = '';
    onTaken();
  });
  const choose = (files: FileList | null): void => {
    setIsSeveral((files?.length ?? 0) > 1);
    setFile(files?.length === 1 ? (files[0] ?? null) : null);
  };
  const isOver = useDrop(place, (files) => {
    if (input.current !== null && files.length === 1) input.current.files = files;
    choose(files);
  });
  const chosen = KINDS.find(({ kind }) => kind === get('kind')) ?? KINDS[0];
  const isSending = now.state === 'sending';
  return (
    <>
      <form
        class={`stacked drop${isOver ? ' drop-over' : ''}`}
        ref={place}
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null && !isSending) send(chosen.path, file);
        }}
      >
        <label>
          Drop a file here, or choose one
          <small>
            JSON lines, JSON, CSV, TSV or Parquet; each also packed by gzip or zstd. At most 1 GB.
          </small>
          <input
            type="file"
            ref={input}
            accept={ENDINGS}
            required
            disabled={isSending}
            onChange={({ currentTarget }) => choose(currentTarget.files)}
          />
        </label>
        <fieldset disabled={isSending}>
          <legend>What it holds</legend>
          {KINDS.map(({ kind, words }) => (
            <label key={kind} class="choice">
              <input
                type="radio"
                name="kind"
                value={kind}
                checked={chosen.kind === kind}
                onChange={() => set({ kind })}
              />
              {words}
            </label>
          ))}
        </fieldset>
        {isSeveral && <p role="alert">One file at a time: drop them one after the other.</p>}
        <p class="beside">
          {file === null
            ? 'Nothing is added twice; rows that break a rule go to quarantine, the rest go in.'
            : `${file.name}, ${bytesText(file.size)}`}
        </p>
        <button type="submit" class="main-act" disabled={isSending || file === null}>
          Bring it in
        </button>
      </form>
      <Sent now={now} onCancel={cancel} />
    </>
  );
}
