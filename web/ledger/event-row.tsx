import { momentText } from '../../src/contracts/figures.ts';
import type { KeptEntry } from '../../src/contracts/ledger-export.ts';
import { visible } from '../../src/contracts/visible.ts';
import { authorityAddress, proposalAddress } from '../address/addresses.ts';
import { eventSentence } from './event-sentence.ts';

/** One event in a sentence, and on demand as it stands in the chain. */
export function EventRow({ entry }: { readonly entry: KeptEntry }) {
  const { seq, at, actor } = entry;
  const { before, after } = eventSentence(entry);
  return (
    <li id={`entry-${seq}`} class="event">
      <span class="event-seq">{seq}</span>
      <time dateTime={at}>{momentText(at)}</time>
      <p>
        <b>{visible(actor)}</b> {before}
        <Subject entry={entry} />
        {after}.
      </p>
      <details>
        <summary>
          As it is kept<span class="unseen">, entry {seq}</span>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <pre tabIndex={0}>{JSON.stringify(entry, null, 2)}</pre>
      </details>
    </li>
  );
}

/** Types whose subject is a domain. */
const OF_DOMAINS = /^(?:policy|floor|alarm)\.|^plan\.stepped$/;

function Subject({ entry: { type, subject } }: { readonly entry: KeptEntry }) {
  if (subject === '') return null;
  if (type.startsWith('proposal.')) return <a href={proposalAddress(subject)}>{visible(subject)}</a>;
  return OF_DOMAINS.test(type) ? (
    <a href={authorityAddress(subject)}>{visible(subject)}</a>
  ) : (
    <span>{visible(subject)}</span>
  );
}
