import type { NightlyStep, NightlySummary } from '../contracts/nightly.ts';
import { counted, threshold, visible } from './figures.ts';
import { markdownTable } from './markdown-table.ts';

/** What a night came to, as a person reads it in a log. */
export function nightlyText(summary: NightlySummary): string {
  const { steps, waiting, dryRun } = summary;
  const lines = steps.map((step) => `  ${step.did.padEnd(16)} ${subject(step)}  ${visible(step.sentence)}`);
  const nothing = dryRun ? '  nothing would change' : '  nothing changed';
  return [
    `${dryRun ? 'Plan' : 'Run'} of ${summary.at}, evidence as of ${summary.asOf}, ${counted(summary.domains, 'domain')}`,
    ...(lines.length === 0 ? [nothing] : lines),
    ...listed('took authority back because of errors', summary.breaches),
    ...listed('evidence stale', summary.stale),
    ...listed('wait for evidence', summary.wanting),
    ...listed('wait for people', waiting),
    ...listed('could not be written', unwritten(summary)),
    '',
  ].join('\n');
}

/** The same as Markdown, for the summary of a job. */
export function nightlyMarkdown(summary: NightlySummary): string {
  const { steps, dryRun, at, domains } = summary;
  const rows = steps.map((step) => [step.did, step.domain ?? '–', step.subject, moved(step), step.sentence]);
  return [
    `# ${dryRun ? 'Plan' : 'Run'} of ${at}`,
    '',
    `${counted(domains, 'domain')}, evidence as of ${summary.asOf}.`,
    '',
    ...(rows.length === 0
      ? [dryRun ? 'Nothing would change.' : 'Nothing changed.']
      : markdownTable(['what', 'domain', 'about', 'acts from', 'why'], rows, 'texts')),
    ...listed('Authority taken back because of errors', summary.breaches),
    ...listed('Evidence stale', summary.stale),
    ...listed('Wait for evidence', summary.wanting),
    ...listed('Wait for people', summary.waiting),
    ...listed('Could not be written', unwritten(summary)),
    '',
  ].join('\n');
}

function subject(step: NightlyStep): string {
  const about =
    step.domain === null || step.domain === step.subject ? step.subject : `${step.domain} ${step.subject}`;
  const move = moved(step);
  return visible(move === '' ? about : `${about} (${move})`);
}

function moved({ from, to }: NightlyStep): string {
  return from === null && to === null ? '' : `${threshold(from)} → ${threshold(to)}`;
}

function unwritten(summary: NightlySummary): string[] {
  return summary.unwritten.map(({ path, reason }) => `${path} (${reason})`);
}

function listed(words: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : ['', `${words}: ${names.map(visible).join(', ')}`];
}
