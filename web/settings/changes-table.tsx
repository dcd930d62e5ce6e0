import { count, counted } from '../../src/contracts/figures.ts';
import type { SettingsChange } from '../../src/contracts/settings.ts';
import { visible } from '../../src/contracts/visible.ts';
import { ToldTable } from '../document/told.tsx';
import { RULE_WORDS } from './rule-fields.ts';
import { ruleText } from './rule-value.ts';

const MOST_NAMED = 8;

/** Exactly what would be other: which rule, from what, to what, and for whom. */
export function ChangesTable({ changes }: { readonly changes: readonly SettingsChange[] }) {
  const touched = new Set(changes.flatMap(({ domains }) => domains)).size;
  if (changes.length === 0) return <p>No rule becomes another by it.</p>;
  return (
    <>
      <p>
        {changes.length === 1 ? 'One rule becomes' : `${count(changes.length)} rules become`} another,{' '}
        {touched === 0 ? 'and no known domain goes by it today' : `for ${counted(touched, 'domain')}`}.
      </p>
      <ToldTable
        table={{
          ...{ caption: 'What changes', folded: false, words: true },
          headings: ['', 'today', 'then', 'touches'],
          rows: changes.map((change) => [
            nameOf(change),
            sideOf(change, change.was, change.before),
            sideOf(change, change.becomes, change.after),
            domainsText(change.domains),
          ]),
        }}
      />
    </>
  );
}

function nameOf({ rule, domain, path }: SettingsChange): string {
  if (rule === null) return visible(path);
  return `${RULE_WORDS[rule].words}, ${domain === null ? 'all domains' : visible(domain)}`;
}

/** What holds, and whether that is only what all have. */
function sideOf({ rule, domain }: SettingsChange, holds: string | null, written: string | null): string {
  const text = ruleText(rule, holds === null ? null : JSON.parse(holds));
  return rule !== null && domain !== null && written === null ? `${text} (as all)` : text;
}

function domainsText(domains: readonly string[]): string {
  if (domains.length === 0) return 'none';
  const more = domains.length > MOST_NAMED ? ` and ${domains.length - MOST_NAMED} more` : '';
  return `${domains.slice(0, MOST_NAMED).map(visible).join(', ')}${more}`;
}
