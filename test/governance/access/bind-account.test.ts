import { describe, expect, it } from 'vitest';
import { bindAccount, personBehind } from '../../../src/governance/access/bind-account.ts';
import { personsOf } from '../../../src/governance/access/persons-of.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const LEA = { issuer: 'https://id.example', subject: '1' };

describe('bindAccount', () => {
  it('calls an account what the provider calls it, for good', () => {
    const event = bindAccount(LEA, 'lea@example.org', {}, ['bo'], NOW);
    expect(event).toMatchObject({ actor: 'lea@example.org', type: 'account.bound', body: LEA });
    const known = personsOf([event]);
    expect(personBehind(LEA, known, {})?.name).toBe('lea@example.org');
    expect(personBehind({ ...LEA, subject: '2' }, known, {})).toBeNull();
    expect(personBehind({ ...LEA, issuer: 'https://other.example' }, known, {})).toBeNull();
  });

  it.each(['lea@example.org', 'LEA@example.org', 'lea@ex\uff41mple.org'])(
    'gives nobody the name of somebody else: %s',
    (taken) => {
      expect(() => bindAccount(LEA, 'lea@example.org', {}, [taken], NOW)).toThrow('is called');
      expect(() => bindAccount(LEA, 'lea@example.org', { '7': taken }, [], NOW)).toThrow('is called');
    },
  );

  it('calls nobody by a name that the provider does not vouch for', () => {
    expect(() => bindAccount(LEA, null, {}, [], NOW)).toThrow('"1": NAME');
  });

  it('lets the configuration say who somebody is, whom tokens name already', () => {
    expect(bindAccount(LEA, null, { '1': 'lea' }, ['lea'], NOW).subject).toBe('lea');
  });
});

describe('personBehind', () => {
  const known = [{ ...LEA, name: 'lea' }];

  it('gives no account a second name, with which it would vote twice', () => {
    expect(() => personBehind(LEA, known, { '1': 'lea-too' })).toThrow('keeps its name');
    expect(personBehind(LEA, known, { '1': 'lea', '2': 'lea' })).toEqual(known[0]);
  });

  it('takes a name from the account that had it where the configuration gives it to another', () => {
    expect(() => personBehind(LEA, known, { '2': 'lea' })).toThrow('says otherwise');
  });
});
