import { actsFrom, levelOf } from '../contracts/authority-level.ts';
import type { Lapsed } from '../contracts/lapsed.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Thresholds } from '../contracts/thresholds.ts';
import { visible } from '../reports/figures.ts';
import { type Html, html } from '../reports/html.ts';

/**
 * JUnit XML for a CI: a test a domain, which passes where the AI acts under a policy in force, fails where it lost its authority
 * and nobody took it, and is skipped where people have said that a person decides.
 *
 * @see https://github.com/testmoapp/junitxml (there is no official specification)
 */
export function junit(
  { policies, floors, revision }: Pick<Thresholds, 'policies' | 'floors' | 'revision'>,
  lapsed: readonly Lapsed[],
): string {
  const failures = lapsed.map(({ domain, version, by, reason }) =>
    test(domain, html`<failure type="${by}" message="${visible(`version ${version}: ${reason}`)}"/>`),
  );
  const [acting, idle] = [true, false].map((acts) =>
    policies.filter((policy) => (actsFrom(policy) !== null) === acts),
  );
  const skipped = [
    ...(idle ?? [])
      .filter(({ domain }) => !lapsed.some((one) => one.domain === domain))
      .map(({ domain }) => ({ domain, reason: 'a person decides everything' })),
    ...floors,
  ].map(({ domain, reason }) => test(domain, html`<skipped message="${visible(reason)}"/>`));
  const cases = [...(acting ?? []).map(passed), ...failures, ...skipped];
  const counts = [cases, failures, skipped].map(({ length }) => `${length}`);
  return suite(cases, counts, revision).markup;
}

function passed(policy: Policy): Html {
  const { domain, version, expiresAt } = policy;
  const said = `${levelOf(policy)} from ${actsFrom(policy)} on: version ${version}, until ${expiresAt}`;
  return test(domain, html`<system-out>${said}</system-out>`);
}

function test(domain: string, outcome: Html): Html {
  return html`    <testcase classname="leeway" name="${visible(domain)}">${outcome}</testcase>\n`;
}

function suite(
  cases: readonly Html[],
  [all = '', failed = '', skipped = '']: string[],
  revision: string,
): Html {
  return html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="leeway export" tests="${all}" failures="${failed}" skipped="${skipped}">
  <testsuite name="leeway export" tests="${all}" failures="${failed}" errors="0" skipped="${skipped}">
    <properties><property name="revision" value="${revision}"/></properties>
${cases}  </testsuite>
</testsuites>
`;
}
