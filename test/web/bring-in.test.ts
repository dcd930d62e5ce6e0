import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { IntakeReport, QuarantinePage } from '../../src/contracts/intake.ts';
import { ask } from '../support/asking.ts';
import { hindrances, openPage, settled } from '../support/console-page.ts';
import { picture } from '../support/looks.ts';
import { serving } from '../support/serving.ts';

const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const DECIDED = { domain: 'refunds', decided_at: '2026-05-01T00:00:00Z' };
const DECISIONS = lines([
  ...Array.from({ length: 30 }, (_, index) => ({ decision_id: `d${index}`, confidence: 0.9, ...DECIDED })),
  { decision_id: 'over', confidence: 1.5, ...DECIDED },
  { decision_id: '<img src=x onerror=alert(1)>', confidence: '\u202e', ...DECIDED },
]);
const VERDICTS = `decision_id,verdict,reviewed_at\n${Array.from({ length: 5 }, (_, index) => `d${index},agree,2026-05-02T00:00:00Z\n`).join('')}`;

describe.skipIf(inject('browser') === null)('a file that is brought in with a browser', () => {
  it('is sent, counted, and what is refused of it is told by its reason', async () => {
    const { url, faults } = await serving({ place: { consoleFolder: inject('consoleFolder') } });
    const { page, context, complaints } = await openPage('/data?kind=decisions', { at: url });
    await settled(page);
    expect(await page.locator('main').innerText()).toContain('Nothing has come in yet');
    expect(await hindrances(page)).toEqual([]);
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'today.jsonl', mimeType: '', buffer: Buffer.from(DECISIONS) },
    });
    await page.getByText(/^today\.jsonl, \d\.\d kB$/).waitFor();
    await page.getByRole('button', { name: 'Bring it in' }).press('Enter');
    const said = page.locator('.said');
    await said.waitFor();
    expect(await said.innerText()).toContain(
      'today.jsonl: 30 decisions and 0 verdicts were added; 2 rows refused.',
    );
    expect(await said.innerText()).toContain(
      '1 row refused: confidence lies outside [0, 1], first on line 31',
    );
    const newest = { headers: { 'cache-control': 'no-cache' } };
    const intake = async () => IntakeReport.parse((await ask(`${url}/v1/ingests`, newest)).json);
    expect(await intake()).toMatchObject({ decisions: 30, verdicts: 0 });

    await page.getByLabel('Verdicts', { exact: true }).check();
    expect(new URL(page.url()).search).toBe('?kind=verdicts');
    await dropped(page, 'verdicts.csv', VERDICTS);
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await expect
      .poll(() => said.innerText())
      .toContain('0 decisions and 5 verdicts were added; no row was refused.');
    expect(await intake()).toMatchObject({ decisions: 30, verdicts: 5, waitingVerdicts: 0 });
    await expect
      .poll(() => page.locator('.lede').innerText())
      .toContain('30 decisions and 5 verdicts are here');

    await page.getByRole('link', { name: '2', exact: true }).click();
    await expect.poll(() => page.locator('#quarantine tbody tr').count()).toBe(2);
    expect(new URL(page.url()).search).toBe('?kind=verdicts&run=1');
    await page.locator('#quarantine select').selectOption('confidence_out_of_range');
    await expect.poll(() => page.locator('#quarantine tbody tr').count()).toBe(1);
    const { rows } = QuarantinePage.parse(
      (await ask(`${url}/v1/quarantine?rule=confidence_out_of_range`)).json,
    );
    expect(await page.locator('#quarantine tbody code').innerText()).toBe(rows[0]?.value);
    await page.reload();
    await settled(page);
    expect(await page.locator('#quarantine tbody tr').count()).toBe(1);
    await picture(page, 'data-refused');
    expect(await hindrances(page)).toEqual([]);
    expect(await complaints()).toEqual([]);
    await brokenOff(page);
    expect(await intake()).toMatchObject({ decisions: 30, spooledBytes: 0 });
    expect(faults).toEqual([]);
    await context.close();
  });
});

/** Lets a file fall into the place for it. */
async function dropped(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    `(() => { const held = new DataTransfer(); held.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)})); return held; })()`,
  );
  await page.dispatchEvent('form.drop', 'dragover', { dataTransfer });
  expect(await page.locator('form.drop-over').count()).toBe(1);
  await page.dispatchEvent('form.drop', 'drop', { dataTransfer });
  expect(await page.locator('form.drop-over').count()).toBe(0);
  await page.getByText(name).waitFor();
}

/** Begins to send a large file over a slow line, sees how much is sent, and thinks better of it. */
async function brokenOff(page: Page): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2_000_000 };
  await line.send('Network.emulateNetworkConditions', slow);
  await page.getByLabel('Decisions', { exact: true }).check();
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.alloc(12_000_000, 'a\n') },
  });
  await page.getByRole('button', { name: 'Bring it in' }).click();
  const progress = page.getByRole('progressbar', { name: 'large.csv, how much of it is sent' });
  await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Broken off: nothing of large.csv was kept.').waitFor();
}
