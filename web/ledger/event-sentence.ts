import { actsFrom } from '../../src/contracts/authority-level.ts';
import { counted, thresholdText } from '../../src/contracts/figures.ts';
import type { KeptEntry } from '../../src/contracts/ledger-export.ts';
import { numberOf, wordIn, wordsOf } from './body.ts';

/** No word of an event has it: those are made visible first. */
const IT = '\u0001';

/** What an event of each type says, after who did it. `IT` stands for its subject, which is shown as a link. */
const SENTENCES: Readonly<Record<string, (entry: KeptEntry) => string>> = {
  'ingest.run': ({ body }) => {
    const added = (what: string) => numberOf(body, what, 'added') ?? 0;
    return `added ${counted(added('decisions'), 'decision')} and ${counted(added('verdicts'), 'verdict')}`;
  },
  'recommendation.made': ({ body }) => `judged ${counted(numberOf(body, 'domains') ?? 0, 'domain')}`,
  'proposal.opened': ({ body }) =>
    `proposed ${IT} for ${wordIn(body, 'proposal', 'domain')} (${wordIn(body, 'proposal', 'content', 'kind').replace('-', ' ')})`,
  'proposal.edited': () => `gave ${IT} another content; all votes on it are void`,
  'proposal.voted': ({ body }) => {
    const choice = wordIn(body, 'vote', 'choice');
    const conditions = wordsOf(body, 'vote', 'conditions');
    const under = conditions.length === 0 ? '' : `, on condition: ${conditions.join('; ')}`;
    return `${VOTES[choice] ?? 'voted on'} ${IT}${under}${saying(wordIn(body, 'vote', 'comment'))}`;
  },
  'proposal.commented': ({ body }) => `commented on ${IT}${saying(wordIn(body, 'comment', 'text'))}`,
  'proposal.withdrawn': ({ body }) => `withdrew ${IT}${saying(wordIn(body, 'reason'))}`,
  'proposal.expired': ({ body }) => `let ${IT} lapse${saying(wordIn(body, 'reason'))}`,
  'proposal.activated': ({ body }) =>
    wordIn(body, 'policy', 'domain') === ''
      ? `put ${IT} into force`
      : `put ${IT} into force: version ${wordIn(body, 'policy', 'version')} of ${wordIn(body, 'policy', 'domain')}${acting(body)}`,
  'plan.stepped': ({ body }) => `took a step of plan ${wordIn(body, 'plan')} in ${IT}${acting(body)}`,
  'policy.narrowed': ({ body }) => `narrowed ${IT}${acting(body)}${saying(wordIn(body, 'reason'))}`,
  'policy.demoted': ({ body }) => `demoted ${IT}${acting(body)}${saying(wordIn(body, 'reason'))}`,
  'policy.revoked': ({ body }) => `revoked all authority in ${IT}${saying(wordIn(body, 'reason'))}`,
  'policy.expired': ({ body }) => `ended version ${wordIn(body, 'version')} of ${IT}, whose time was over`,
  'floor.set': ({ body }) => `made ${IT} a floor${saying(wordIn(body, 'floor', 'reason'))}`,
  'floor.lifted': ({ body }) => `lifted the floor of ${IT}${saying(wordIn(body, 'reason'))}`,
  'alarm.raised': ({ body }) => `raised an alarm in ${IT}${saying(wordIn(body, 'alarm', 'sentence'))}`,
  'alarm.reviewed': ({ body }) => `reviewed an alarm of ${IT}${saying(wordIn(body, 'note'))}`,
  'export.published': ({ body }) => `wrote an export (${wordIn(body, 'format')}) to ${IT}`,
  'configuration.changed': ({ body }) => {
    const paths = pathsOf(body);
    if (paths.length === 0) return 'worked by another configuration than before';
    const more = paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : '';
    return `changed rules: ${paths.slice(0, MOST_PATHS).join(', ')}${more}${saying(wordIn(body, 'reason'))}`;
  },
  'key.added': () => `added the key ${IT}`,
  'key.retired': () => `retired the key ${IT}`,
  'token.created': ({ body }) =>
    `gave ${wordIn(body, 'name')} a token (${wordsOf(body, 'roles').join(', ')}): ${IT}`,
  'token.revoked': ({ body }) => `closed the token ${IT}${saying(wordIn(body, 'reason'))}`,
  'account.bound': ({ body }) =>
    `logged in for the first time, as the account ${wordIn(body, 'subject')} of ${wordIn(body, 'issuer')}`,
  'rows.forgotten': ({ body }) =>
    `forgot ${counted(numberOf(body, 'decisions') ?? 0, 'decision')} and ${counted(numberOf(body, 'verdicts') ?? 0, 'verdict')}`,
};

/** Rules that are named in a sentence. */
const MOST_PATHS = 5;

/** Where rules were changed, and to what. */
function pathsOf(body: KeptEntry['body']): string[] {
  const { changes } = body;
  if (!Array.isArray(changes)) return [];
  return changes.map((_, place) => {
    const part = (name: string): string => wordIn(body, 'changes', String(place), name);
    return `${part('path')} ${part('before') || 'nothing'} to ${part('after') || 'nothing'}`;
  });
}

const VOTES: Readonly<Record<string, string>> = {
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'asked for changes of',
};

/** Types of events, for a choice of them. */
export const EVENT_TYPES: readonly string[] = Object.keys(SENTENCES);

/** The sentence before its subject and after it; without a subject the whole is before it. */
export function eventSentence(entry: KeptEntry): { readonly before: string; readonly after: string } {
  const sentence = SENTENCES[entry.type]?.(entry) ?? `did ${entry.type} to ${IT}`;
  const [before = '', after = ''] = sentence.split(IT);
  return { before, after };
}

function acting(body: KeptEntry['body']): string {
  const rung = (name: string) => {
    const from = numberOf(body, 'policy', name, 'threshold');
    return from === null ? null : { threshold: from, auditRate: 1 };
  };
  const from = actsFrom({ autonomous: rung('autonomous'), onTheLoop: rung('onTheLoop') });
  return from === null ? ', where a person decides every case now' : `, acting from ${thresholdText(from)}`;
}

function saying(words: string): string {
  // The sentence around it has the full stop.
  return words === '' ? '' : `: “${words.replace(/\.$/, '')}”`;
}
