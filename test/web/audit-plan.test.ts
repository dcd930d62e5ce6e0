import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { AuditPlanReport, AuditQueue } from '../../src/contracts/audit-plan.ts';
import { ask } from '../support/asking.ts';
import { BACKLOG } from '../support/backlog.ts';
import { hindrances, openPage, settled } from '../support/console-page.ts';
import { post, serving } from '../support/serving.ts';

/** What a button saves. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await text(await file.createReadStream()) };
}

describe.skipIf(inject('browser') === null)('the audit plan', () => {
  it('is that of the address, and saves itself and what is to be reviewed', async () => {
    const { url } = await serving({ place: { consoleFolder: inject('consoleFolder') } });
    await post(`${url}/v1/decisions?wait=true`, BACKLOG, { 'content-type': 'text/csv' });
    const { page, context, complaints } = await openPage('/audit-plan?budget=300&brings=reachable', {
      at: url,
    });
    await settled(page);
    expect(await page.getByLabel('Reviews a week').inputValue()).toBe('300');
    expect(await page.locator('.overview').innerText()).toMatch(
      /^Review refunds next: .*1 of 1 domain\.\n+0 of about .*Number 1 in line for the budget\..*reviews, of 300/s,
    );
    const plan = AuditPlanReport.parse((await ask(`${url}/v1/audit-plan?budget=300`)).json);
    expect(await page.locator('tbody tr').innerText()).toContain(`0 / ${plan.domains[0]?.need}`);
    expect((await saved(page, 'Save as CSV')).text.trimEnd().split('\n')).toHaveLength(2);
    await page.getByLabel('A word of your own').fill('maple-7');
    const queue = await saved(page, 'Draw them, and save as CSV');
    expect(queue.name).toBe(`to-review-${plan.asOf.slice(0, 10)}.csv`);
    const body = { seed: 'maple-7', budget: 300 };
    const drawn = await ask(`${url}/v1/audit-plan/queue`, { method: 'POST', body });
    const { csv, drawn: many } = AuditQueue.parse(drawn.json);
    expect(queue.text).toBe(csv);
    expect(await page.locator('#draw .said').innerText()).toMatch(new RegExp(`^${many} of .* were drawn`));
    expect(page.url()).not.toContain('maple');
    expect(await complaints()).toEqual([]);

    // Nothing is planned for so few; the fields stay, so that it can be mended there.
    await page.getByLabel('Reviews a week').fill('0.001');
    await page.getByLabel('Reviews a week').press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('budget 0.001: the smallest audit rates');
    expect(await hindrances(page)).toEqual([]);
    await page.getByLabel('Or one audit rate for all, %').fill('7');
    await page.getByLabel('Or one audit rate for all, %').press('Enter');
    await expect.poll(() => new URL(page.url()).search).toBe('?brings=reachable&rate=0.07');
    await settled(page);
    expect(await page.locator('tbody td:nth-child(4)').innerText()).toBe('7');
    await context.close();
  });

  it('says what to do where there is nothing to plan for', async () => {
    const { page } = await openPage('/audit-plan', { store: 'empty' });
    await settled(page);
    expect(await page.locator('main').innerText()).toContain('No decisions yet');
    await page.getByRole('link', { name: 'bring a file in here' }).click();
    await page.getByRole('heading', { name: 'Data', level: 1 }).waitFor();
  });
});
