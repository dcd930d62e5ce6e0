import type { RuleName, Settings } from '../../src/contracts/settings.ts';
import { visible } from '../../src/contracts/visible.ts';
import { ToldTable } from '../document/told.tsx';
import { domainsWithOwn, writtenRule } from './known-rules.ts';
import { RULE_WORDS } from './rule-fields.ts';
import { ruleText } from './rule-value.ts';

/** Domains that are named in a cell. */
const MOST_NAMED = 6;

/** Every rule that holds: for all domains, and where one has its own. */
export function RulesTable({ settings }: { readonly settings: Settings }) {
  const rows = RULES.flatMap((rule) => {
    const all = writtenRule(settings, null, rule);
    const own = domainsWithOwn(settings, rule);
    if (all === undefined && own.length === 0) return [];
    const named = own
      .slice(0, MOST_NAMED)
      .map((domain) => `${visible(domain)} ${ruleText(rule, writtenRule(settings, domain, rule))}`);
    const more = own.length > MOST_NAMED ? [`${own.length - MOST_NAMED} more`] : [];
    return [[RULE_WORDS[rule].words, ruleText(rule, all), [...named, ...more].join('; ') || '–']];
  });
  return (
    <ToldTable
      table={{
        ...{ caption: 'For all domains, and for those that have their own', folded: false, words: true },
        ...{ headings: ['', 'all domains', 'but for'], rows },
      }}
    />
  );
}

const RULES = Object.keys(RULE_WORDS).filter((name): name is RuleName => Object.hasOwn(RULE_WORDS, name));
