import { useLocation } from 'preact-iso/router';
import { useAskedSession } from './session.tsx';

/** On a server that only reads, in the frame of every page: where its writer is, at this very page. */
export function SnapshotNote() {
  const { answer } = useAskedSession();
  const { url } = useLocation();
  const snapshot = answer.state === 'answered' ? answer.value.snapshot : null;
  if (snapshot === null) return null;
  const { writer } = snapshot;
  return (
    <aside class="snapshot-note" aria-label="A server that only reads">
      <p class="beside">
        This server shows a snapshot and only reads; what changes anything is done{' '}
        {writer === null ? (
          'on the server that writes'
        ) : (
          <>
            at <a href={`${writer}${url}`}>{writer}</a>
          </>
        )}
        .
      </p>
    </aside>
  );
}
