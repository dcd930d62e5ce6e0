import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/contracts/problem.ts';
import { type Proposal, ProposalState } from '../../src/contracts/proposal.ts';
import { type ProposalEvent, transition } from '../../src/governance/transition.ts';
import { APPROVED, day, hash, newest, OPEN, PLANNED } from '../support/governance.ts';

const at = day(21);
const ended = { at, reason: 'because' };
const vote = { ...vote1(), choice: 'reject' as const };
const EVENTS: readonly ProposalEvent[] = [
  { type: 'edited', by: 'Lin', content: newest(OPEN).content, digest: hash('other'), expiresAt: day(60) },
  { type: 'voted', vote },
  { type: 'commented', comment: { by: 'Vic', at, text: 'Why now?' } },
  { type: 'withdrawn', ...ended },
  { type: 'expired', ...ended },
  { type: 'activated', version: 2 },
  { type: 'superseded', ...ended },
  { type: 'demoted', ...ended },
  { type: 'revoked', ...ended },
];

/** State to event to what docs/rules.md says. */
const table = new Map(
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'rules.md'), 'utf8')
    .split('## What can happen to a proposal')[1]
    ?.split('\n')
    .filter((line) => line.startsWith('| '))
    .filter((line) => !line.startsWith('| ---'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, state = '', ...cells]) => [state, cells] as const),
);
const columns = table.get('state') ?? [];

function vote1() {
  const { digest, revision } = newest(OPEN);
  return { by: 'Bo', roles: [], digest, revision, at, conditions: [], comment: '' };
}

function isPossible(proposal: Proposal, event: ProposalEvent): boolean {
  try {
    transition(proposal, event);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-allowed') return false;
    throw error;
  }
}

describe('transition', () => {
  it('is described for every state and every event', () => {
    expect([...table.keys()].slice(1)).toEqual(ProposalState.options);
    expect(columns.slice(0, EVENTS.length)).toEqual(EVENTS.map(({ type }) => type));
  });

  it.each(
    ProposalState.options.flatMap((state) => EVENTS.map((event) => ({ state, type: event.type, event }))),
  )('does with a proposal that is $state and $type what the table says', ({ state, event }) => {
    const said = table.get(state)?.[columns.indexOf(event.type)];
    expect(isPossible({ ...newest(OPEN), state }, event)).toBe(said === 'yes');
    expect(isPossible({ ...newest(PLANNED), state }, event)).toBe(said === 'yes' || said === 'plan');
  });

  it('makes an edit another revision, on which nobody has voted yet', () => {
    const [edit] = EVENTS as [ProposalEvent];
    const after = transition(newest(APPROVED), edit);
    expect(after).toMatchObject({
      state: 'open',
      revision: 2,
      editors: ['Ada', 'Lin'],
      digest: hash('other'),
    });
    expect(after.votes).toEqual(newest(APPROVED).votes);
    const again = transition(after, {
      type: 'voted',
      vote: { ...vote1(), by: 'Bea', roles: ['board'], choice: 'approve', revision: 2 },
    });
    expect(again.state).toBe('open');
  });

  it('asks for changes as soon as one person does', () => {
    const event = { type: 'voted' as const, vote: { ...vote1(), choice: 'request-changes' as const } };
    expect(transition(newest(OPEN), event).state).toBe('changes-requested');
  });

  it.each([
    { who: 'a lead and a member of the board', roles: [['lead'], ['board']] as const, state: 'approved' },
    { who: 'two leads', roles: [['lead'], ['lead']] as const, state: 'open' },
    {
      who: 'two with both roles',
      roles: [
        ['lead', 'board'],
        ['lead', 'board'],
      ] as const,
      state: 'approved',
    },
    { who: 'one with both roles', roles: [['lead', 'board']] as const, state: 'open' },
    { who: 'a lead and a viewer', roles: [['lead'], ['viewer']] as const, state: 'open' },
  ])('of $who makes it $state', ({ roles, state }) => {
    let proposal = newest(OPEN);
    for (const [place, held] of roles.entries())
      proposal = transition(proposal, {
        type: 'voted',
        vote: { ...vote1(), by: `P${place}`, roles: [...held], choice: 'approve' },
      });
    expect(proposal.state).toBe(state);
  });

  it('ends it where as many of a role refuse as would have to approve', () => {
    const by = (roles: Proposal['votes'][number]['roles']) =>
      transition(newest(OPEN), { type: 'voted', vote: { ...vote1(), roles, choice: 'reject' } }).state;
    expect(by(['board'])).toBe('rejected');
    expect(by(['viewer'])).toBe('open');
  });
});
