import { activate } from '../../src/governance/decide/activate.ts';
import { editProposal, vote, withdraw } from '../../src/governance/decide/proposals.ts';
import {
  ADA,
  APPROVED,
  BEA,
  ballot,
  content,
  HELD,
  JOB,
  LIN,
  MAX,
  newest,
  OPEN,
  play,
  VIC,
} from './governance.ts';
import { activateIn, approve, by, editedBy, open, type RuleCase, ruled, voteOf } from './rule-attempts.ts';

/** What the rules let pass. */
export const ACCEPTED: readonly RuleCase[] = [
  { rule: 'G1', title: 'a lead proposes', attempt: () => open() },
  { rule: 'G1', title: 'the scheduled run proposes', attempt: () => open({}, by(HELD, JOB)) },
  {
    rule: 'G2',
    title: 'another lead edits',
    attempt: () => editProposal(newest(OPEN), content(OPEN), by(OPEN, LIN)),
  },
  { rule: 'G3', title: 'a member of the board votes', attempt: () => approve(by(OPEN, BEA)) },
  { rule: 'G3', title: 'a lead votes', attempt: () => approve(by(OPEN, LIN)) },
  { rule: 'G4', title: 'a lead withdraws', attempt: () => withdraw(newest(OPEN), 'no', by(OPEN, LIN)) },
  {
    rule: 'G4',
    title: 'the author withdraws, lead or not',
    attempt: () => withdraw(newest(OPEN), 'no', by(OPEN, { ...ADA, roles: [] })),
  },
  ...[JOB, BEA, MAX, LIN].map((actor) => ({
    rule: 'G5' as const,
    title: `${actor.name} activates`,
    attempt: () => activateIn(by(APPROVED, actor)),
  })),
  { rule: 'G12', title: 'an author rejects their own', attempt: () => voteOf('reject', by(OPEN, ADA)) },
  {
    rule: 'G13',
    title: 'the same person on the next revision',
    attempt: () => approve(by(editedBy(LIN, play(by(OPEN, BEA), approve)), BEA)),
  },
  { rule: 'G14', title: 'a vote on what was seen', attempt: () => approve(by(OPEN, BEA)) },
  {
    rule: 'G15',
    title: 'a quorum larger than asked',
    attempt: () => open({ quorum: { lead: 1, board: 2 } }),
  },
  { rule: 'G15', title: 'one approval of each role', attempt: () => activateIn(by(APPROVED, JOB)) },
];

/** What they stop: each differs from what passes in one thing. */
export const REJECTED: readonly RuleCase[] = [
  { rule: 'G1', title: 'a member of the board proposes', attempt: () => open({}, by(HELD, BEA)) },
  {
    rule: 'G1',
    title: 'a lead of another domain proposes',
    attempt: () => open({}, by(HELD, { ...ADA, domains: ['complaints'] })),
  },
  {
    rule: 'G2',
    title: 'a member of the board edits',
    attempt: () => editProposal(newest(OPEN), content(OPEN), by(OPEN, BEA)),
  },
  {
    rule: 'G2',
    title: 'the scheduled run edits',
    attempt: () => editProposal(newest(OPEN), content(OPEN), by(OPEN, { ...JOB, roles: ['lead'] })),
  },
  { rule: 'G3', title: 'an administrator votes', attempt: () => approve(by(OPEN, MAX)) },
  {
    rule: 'G3',
    title: 'a job with the role of the board votes',
    attempt: () => approve(by(OPEN, { ...JOB, roles: ['board'] })),
  },
  {
    rule: 'G4',
    title: 'a member of the board withdraws',
    attempt: () => withdraw(newest(OPEN), 'no', by(OPEN, BEA)),
  },
  { rule: 'G5', title: 'a viewer activates', attempt: () => activateIn(by(APPROVED, VIC)) },
  { rule: 'G12', title: 'the author approves', attempt: () => approve(by(OPEN, ADA)) },
  { rule: 'G12', title: 'an editor approves', attempt: () => approve(by(editedBy(LIN, OPEN), LIN)) },
  {
    rule: 'G12',
    title: 'the author approves what another wrote over',
    attempt: () => approve(by(editedBy(LIN, OPEN), ADA)),
  },
  { rule: 'G13', title: 'a second vote', attempt: () => approve(by(play(by(OPEN, BEA), approve), BEA)) },
  {
    rule: 'G14',
    title: 'a vote on another revision',
    attempt: () => {
      const scene = by(editedBy(LIN, OPEN), BEA);
      return vote(newest(scene), ballot(OPEN), scene);
    },
  },
  {
    rule: 'G15',
    title: 'a quorum smaller than asked',
    attempt: () => open({ quorum: { lead: 0, board: 1 } }),
  },
  {
    rule: 'G15',
    title: 'no quorum where a number of the board is asked',
    attempt: () => open({ quorum: { lead: 5, board: 0 } }, ruled(HELD, { quorum: 1 })),
  },
  {
    rule: 'G15',
    title: 'activation after more were asked for',
    attempt: () => activateIn(ruled(by(APPROVED, JOB), { quorum: { lead: 1, board: 2 } })),
  },
  {
    rule: 'G15',
    title: 'activation without an approval',
    attempt: () => activate({ ...newest(APPROVED), votes: [] }, by(APPROVED, JOB)),
  },
];
