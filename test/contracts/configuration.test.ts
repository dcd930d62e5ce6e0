import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';

const DAY_MS = 86_400_000;

function refusals(value: unknown): string[] {
  const answer = Configuration.safeParse(value);
  return answer.success ? [] : answer.error.issues.map((issue) => issue.path.join('.') || '(top)');
}

describe('rulesFor', () => {
  it('gives a domain that nobody named the defaults, and these are the published ones', () => {
    expect(rulesFor(Configuration.parse({}), 'refunds')).toEqual({
      risk: 0.05,
      delta: 0.05,
      guarantee: 'selective-risk',
      maxStep: 0.15,
      cooldown: 14 * DAY_MS,
      minAuditRate: 0.02,
      expiresAfter: 90 * DAY_MS,
      maturity: 3 * DAY_MS,
      editLoss: 1,
      auditRate: 0.05,
      watchRate: 0.3,
      quorum: 1,
      proposalExpiresAfter: 30 * DAY_MS,
      highestLevel: 'autonomous',
      reviewCost: 4,
      errorCost: 60,
    });
  });

  it("takes the domain's own words first and the defaults for the rest", () => {
    const configuration = Configuration.parse({
      defaults: { risk: 0.02, alwaysReview: ['legal'], maturity: '12h' },
      domains: { refunds: { risk: 0.01, maxAmount: 250, alwaysReview: [] }, returns: {} },
    });
    expect(rulesFor(configuration, 'refunds')).toMatchObject({
      risk: 0.01,
      maxAmount: 250,
      alwaysReview: [],
      maturity: DAY_MS / 2,
      delta: 0.05,
    });
    expect(rulesFor(configuration, 'returns')).toEqual(configuration.defaults);
    expect(rulesFor(configuration, 'Refunds').risk).toBe(0.02);
  });

  it('finds nothing in the names that every JavaScript object has', () => {
    const configuration = Configuration.parse({ defaults: { risk: 0.02 } });
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(rulesFor(configuration, name)).toEqual(configuration.defaults);
    }
  });

  it('takes any text for the name of a domain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        fc.pre(name !== '__proto__');
        const configuration = Configuration.parse({
          domains: Object.fromEntries([[name, { risk: 0.01 }]]),
        });
        expect(rulesFor(configuration, name).risk).toBe(0.01);
      }),
    );
  });
});

describe('Configuration', () => {
  it.each([
    [{ defaults: { risk: 0 } }, 'defaults.risk'],
    [{ defaults: { risk: 1 } }, 'defaults.risk'],
    [{ defaults: { risk: 5 } }, 'defaults.risk'],
    [{ defaults: { risk: '0.05' } }, 'defaults.risk'],
    [{ defaults: { risk: Number.NaN } }, 'defaults.risk'],
    [{ defaults: { delta: -0.1 } }, 'defaults.delta'],
    [{ defaults: { maxStep: 0 } }, 'defaults.maxStep'],
    [{ defaults: { cooldown: 14 } }, 'defaults.cooldown'],
    [{ defaults: { maturity: '3 days' } }, 'defaults.maturity'],
    [{ defaults: { editLoss: 1.5 } }, 'defaults.editLoss'],
    [{ defaults: { quorum: 0 } }, 'defaults.quorum'],
    [{ defaults: { minAuditRate: 0 } }, 'defaults.minAuditRate'],
    [{ domains: { refunds: { risk: 2 } } }, 'domains.refunds.risk'],
    [{ domains: { refunds: { alwaysReview: ['legal', 7] } } }, 'domains.refunds.alwaysReview.1'],
    [{ domains: { refunds: { reviewProbability: 0 } } }, 'domains.refunds.reviewProbability'],
    [{ domains: { refunds: { maxAmount: -1 } } }, 'domains.refunds.maxAmount'],
    [{ domains: { refunds: null } }, 'domains.refunds'],
    [{ defaults: { rsik: 0.05 } }, 'defaults'],
    [{ domains: { refunds: { rsik: 0.05 } } }, 'domains.refunds'],
    [{ domain: {} }, '(top)'],
    [{ defaults: { guarantee: 'none' } }, 'defaults.guarantee'],
    [{ defaults: { guarantee: 'cost' } }, 'defaults.guarantee'],
    [{ defaults: { guarantee: 'cost', budget: 2 } }, 'defaults.guarantee'],
    [{ defaults: { guarantee: 'cost', amountCap: 500 } }, 'defaults.guarantee'],
    [{ defaults: { guarantee: 'cost', budget: 0, amountCap: 500 } }, 'defaults.guarantee'],
    [{ defaults: { guarantee: 'cost', budget: 500, amountCap: 500 } }, 'defaults.guarantee'],
    [{ defaults: { budget: -1 } }, 'defaults.budget'],
    [{ domains: { refunds: { guarantee: 'cost', budget: 2 } } }, 'domains.refunds.guarantee'],
    [
      { defaults: { guarantee: 'cost', budget: 2, amountCap: 500 }, domains: { refunds: { budget: 600 } } },
      'domains.refunds.guarantee',
    ],
  ])('refuses %j and says where: %s', (value, path) => {
    expect(refusals(value)).toEqual([path]);
  });

  it('takes a promise on money whose budget and cap stand anywhere, and says what is missing where they do not', () => {
    expect(refusals({ defaults: { guarantee: 'cost', budget: 2, amountCap: 500 } })).toEqual([]);
    const inPart = { defaults: { amountCap: 500 }, domains: { refunds: { guarantee: 'cost', budget: 2 } } };
    expect(refusals(inPart)).toEqual([]);
    expect(rulesFor(Configuration.parse(inPart), 'refunds')).toMatchObject({ budget: 2, amountCap: 500 });
    const unused = { defaults: { budget: 600, amountCap: 500, guarantee: 'marginal' } };
    expect(refusals(unused)).toEqual([]);
    const message = Configuration.safeParse({ defaults: { guarantee: 'cost' } }).error?.issues[0]?.message;
    expect(message).toMatch(/budget .* amountCap .* for example budget: 2 and amountCap: 500/);
    const late = { defaults: { guarantee: 'cost' }, domains: { refunds: { risk: 0.01 }, returns: {} } };
    expect(refusals(late)).toEqual(['defaults.guarantee']);
  });

  it('takes amount steps that ascend up to maxAmount, and says what is wrong with others', () => {
    const message = (rules: object): string | undefined =>
      Configuration.safeParse({ domains: { refunds: rules } }).error?.issues[0]?.message;
    expect(refusals({ defaults: { amountSteps: [50, 80, 150], maxAmount: 150 } })).toEqual([]);
    expect(message({ amountSteps: [50, 50] })).toMatch(/^steps ascend.*not 50, 50; for example/);
    expect(message({ amountSteps: [50, 150], maxAmount: 100 })).toMatch(
      /150, is above maxAmount, 100; leave/,
    );
    for (const steps of [[], [0], [-1, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]])
      expect(message({ amountSteps: steps }), `${steps}`).toBeDefined();
    const apart = { defaults: { amountSteps: [50, 80] }, domains: { refunds: { maxAmount: 60 } } };
    expect(refusals(apart)).toEqual(['domains.refunds.amountSteps']);
  });

  it('names a key that it does not know', () => {
    const answer = Configuration.safeParse({ domains: { refunds: { rsik: 0.05 } } });
    expect(answer.error?.issues[0]?.message).toContain('rsik');
  });

  it('says every fault at once', () => {
    expect(refusals({ defaults: { risk: 0, delta: 2 }, domains: { refunds: { quorum: 0 } } })).toEqual([
      'defaults.risk',
      'defaults.delta',
      'domains.refunds.quorum',
    ]);
  });
});

describe('what the choices do not go with', () => {
  const faultOf = (value: unknown): string =>
    Configuration.safeParse(value)
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('\n') ?? '';

  it.each([
    [{ defaults: { onDrift: 'narrow', slices: ['language'] } }, /^defaults\.onDrift: narrow goes with/],
    [{ domains: { a: { onDrift: 'narrow', amountSteps: [50] } } }, /^domains\.a\.onDrift: narrow goes with/],
    [{ domains: { a: { onDrift: 'narrow', guarantee: 'marginal' } } }, /^domains\.a\.onDrift: narrow/],
    [
      { family: 'holm', domains: { a: { onDrift: 'narrow' } } },
      /^family: onDrift: narrow goes with family none/,
    ],
    [
      { family: 'e-bh', defaults: { slices: ['language'], onSlice: 'exclude' } },
      /^family: onSlice: exclude goes with family none/,
    ],
  ])('%j', (value, fault) => {
    expect(faultOf(value)).toMatch(fault);
  });

  it('is nothing where they stand alone', () => {
    expect(faultOf({ family: 'none', defaults: { onDrift: 'narrow' } })).toBe('');
    expect(faultOf({ defaults: { slices: ['language'], onSlice: 'exclude' } })).toBe('');
  });
});

describe('oidc', () => {
  const oidc = {
    issuer: 'https://id.example/realms/staff',
    clientId: 'leeway',
    groups: { leads: { roles: ['lead'] } },
  };

  it('asks for openid and email, and calls people by their address, unless it says otherwise', () => {
    expect(Configuration.parse({ oidc }).oidc).toEqual({
      ...oidc,
      ...{ scopes: [], personClaim: 'email', groupsClaim: 'groups', people: {} },
    });
    expect(Configuration.parse({}).oidc).toBeUndefined();
  });

  it.each([
    ['issuer', { issuer: 'http://id.example' }],
    ['issuer', { issuer: 'https://me:secret@id.example' }],
    ['issuer', { issuer: 'https://id.example?tenant=1' }],
    ['issuer', { issuer: 'id.example' }],
    ['groups', { groups: {} }],
    ['groups.leads.roles', { groups: { leads: { roles: [] } } }],
    ['groups.leads.domains', { groups: { leads: { roles: ['lead'], domains: [] } } }],
    ['personClaim', { personClaim: 'preferred_username' }],
    ['scopes.0', { scopes: ['two words'] }],
  ])('refuses what nobody could log in by, or anybody: %s', (path, wrong) => {
    expect(refusals({ oidc: { ...oidc, ...wrong } })).toEqual([`oidc.${path}`]);
  });

  it('has no place for the secret', () => {
    expect(refusals({ oidc: { ...oidc, clientSecret: 'x' } })).toEqual(['oidc']);
  });
});
