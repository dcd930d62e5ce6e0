import type { NightlySummary } from '../contracts/nightly.ts';
import { visible } from './figures.ts';
import { type Html, html } from './html.ts';

/**
 * What a night came to, as JUnit XML: a domain whose authority was taken back, or whose evidence is stale, is a failure, and so is
 * an export that could not be written.
 */
export function nightlyJunit({ steps, breaches, stale, unwritten, at, domains }: NightlySummary): string {
  const broken = [...new Set([...breaches, ...stale])].sort();
  const sentence = (domain: string): string =>
    steps.find((step) => step.domain === domain && step.did !== 'alarm')?.sentence ?? 'evidence stale';
  const failures = [
    ...broken.map((domain) =>
      failure(domain, sentence(domain), breaches.includes(domain) ? 'breach' : 'stale'),
    ),
    ...unwritten.map(({ path, reason }) => failure(path, reason, 'export')),
  ];
  const passes = steps
    .filter(({ domain }) => domain === null || !broken.includes(domain))
    .map(({ did, domain, subject, sentence: said }) => {
      const name = [did, domain ?? '', subject].filter((part) => part !== '').join(' ');
      return html`    <testcase classname="leeway" name="${visible(name)}"><system-out>${visible(said)}</system-out></testcase>\n`;
    });
  return suite([...failures, ...passes], failures.length, at, domains).markup;
}

function failure(name: string, message: string, type: string): Html {
  return html`    <testcase classname="leeway" name="${visible(name)}"><failure message="${visible(message)}" type="${type}"/></testcase>\n`;
}

function suite(cases: readonly Html[], failures: number, at: string, domains: number): Html {
  const [all, broken] = [String(cases.length), String(failures)];
  return html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="leeway run" tests="${all}" failures="${broken}">
  <testsuite name="leeway run" timestamp="${at}" tests="${all}" failures="${broken}">
    <properties><property name="domains" value="${String(domains)}"/></properties>
${cases}  </testsuite>
</testsuites>
`;
}
