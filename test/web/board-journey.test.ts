import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hindrances, openPage, settled } from '../support/console-page.ts';
import { picture } from '../support/looks.ts';
import { servedTokens } from '../support/served-board.ts';

const DOMAIN = 'password-reset';

describe.skipIf(inject('browser') === null)('a board at work in a browser', () => {
  let served: Awaited<ReturnType<typeof servedTokens>>;
  beforeAll(async () => {
    served = await servedTokens({ ada: 'lead', bea: 'board', bo: 'board', vi: 'viewer' });
  });
  afterAll(async () => {
    expect(served.faults).toEqual([]);
    await served.close();
  });

  async function logIn(page: Page, name: string): Promise<void> {
    await page.getByLabel('Token').fill(served.secrets[name] ?? '');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.locator('.who').getByText(name, { exact: true }).waitFor();
    await settled(page);
  }

  async function becomes(page: Page, name: string, path: string): Promise<void> {
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto(path);
    await logIn(page, name);
  }

  it('asks for a token on every page, says plainly what is wrong, and keeps it where no script is', async () => {
    const { page, context } = await openPage('/proposals/P-0001', { at: served.url });
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await picture(page, 'log-in');
    expect(await hindrances(page)).toEqual([]);
    await page.getByLabel('Token').fill('lw_not_a_token');
    await page.getByRole('button', { name: 'Log in' }).click();
    const alert = page.getByRole('alert');
    expect(await alert.innerText()).toContain('No such token is known here; check it.');
    expect(await hindrances(page)).toEqual([]);
    await logIn(page, 'vi');
    expect(await page.evaluate('document.cookie')).toBe('');
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    // The session ends elsewhere: the page comes back to where tokens are asked for.
    await context.clearCookies();
    await page.getByRole('link', { name: 'Ladder' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  it('proposes, votes twice, puts into force and narrows', async () => {
    const { page } = await openPage(`/domains/${DOMAIN}`, { at: served.url, width: 1281 });
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await logIn(page, 'ada');
    await page.getByRole('link', { name: 'Propose', exact: true }).click();
    await page.getByLabel('Why').fill('Quiet months');
    await page.getByRole('button', { name: 'Show exactly what will be asked' }).click();
    const draft = page.getByRole('region', { name: 'What will be asked' });
    expect(await draft.innerText()).toMatch(/The AI would act without asking when .* sure of its answer/);
    expect(await draft.innerText()).toContain('2 of the board must approve');
    await picture(page, 'draft');
    expect(await hindrances(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send it to the board' }).click();
    await page.getByRole('heading', { name: `Shall the AI act without asking in ${DOMAIN}?` }).waitFor();
    const address = new URL(page.url()).pathname;
    expect(address).toBe('/proposals/P-0001');

    await becomes(page, 'bea', '/proposals?waits=me');
    await page.getByRole('link', { name: 'P-0001' }).click();
    await settled(page);
    await page.getByLabel('Approve', { exact: true }).check();
    await page.getByLabel('Conditions').fill('only on weekdays\nlook again in a month');
    await page.getByRole('button', { name: 'Approve exactly this' }).click();
    await page.getByText('Your approval stands in the ledger.').waitFor();
    await expect.poll(() => page.locator('.lede').first().innerText()).toContain('1 of 2 approvals');
    expect(await page.locator('#item-13').innerText()).toContain(
      'Conditions that stand: only on weekdays; look again in a month.',
    );
    expect(await page.locator('#decide').innerText()).toContain('You have voted on this revision');

    await becomes(page, 'bo', address);
    await votesByKeys(page);
    await page.getByText('Your approval stands in the ledger.').waitFor();
    await expect
      .poll(() => page.locator('.lede').first().innerText())
      .toContain('Approved, not yet in force');

    await becomes(page, 'ada', address);
    await page.getByRole('button', { name: 'Put P-0001 into force' }).click();
    await page.getByText('P-0001 is in force.').waitFor();
    await page.goto('/ladder');
    await settled(page);
    await page.getByRole('link', { name: DOMAIN }).click();
    await page.getByRole('link', { name: 'Narrow', exact: true }).click();
    await page.getByLabel('Nothing below this confidence any more').fill('0.97');
    await expect.poll(() => page.locator('table.told').innerText()).toMatch(/0\.97, \d/);
    await page.getByLabel('Why').fill('Two complaints');
    await page.getByRole('button', { name: 'Narrow it now' }).click();
    await expect.poll(() => page.locator('.lede').innerText()).toContain('at least 97\u00a0% sure');
    await page.goto('/ledger');
    await settled(page);
    expect((await page.locator('.event p').allInnerTexts()).slice(0, 5)).toEqual([
      `ada narrowed ${DOMAIN}, acting from 0.97: “Two complaints”.`,
      expect.stringMatching(`^ada put P-0001 into force: version 1 of ${DOMAIN}, acting from 0\\.`),
      'bo approved P-0001.',
      'bea approved P-0001, on condition: only on weekdays; look again in a month.',
      `ada proposed P-0001 for ${DOMAIN} (promotion).`,
    ]);
  });

  it('says by which rule something was refused, and that nothing was changed', async () => {
    const { page, context } = await openPage(`/propose/${DOMAIN}`, { at: served.url, width: 1282 });
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await logIn(page, 'ada');
    await page.getByRole('button', { name: 'Show exactly what will be asked' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('Not done. Nothing was changed.');
    expect(await hindrances(page)).toEqual([]);
    // Given another content while somebody reads it: the vote is on what was read, and so on nothing.
    const refunds = await asked(context, served.url);
    await becomes(page, 'bea', `/proposals/${refunds.id}`);
    await edited(served.url, served.secrets['ada'] ?? '', refunds.id);
    await page.getByLabel('Approve', { exact: true }).check();
    await page.getByRole('button', { name: 'Approve exactly this' }).click();
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/G14 .*has changed since it was read/);
    await picture(page, 'refused-vote');
  });

  it('tells whoever tries too often to wait', async () => {
    const { page, context } = await openPage('/ledger', { at: served.url, width: 1283 });
    await refused(context);
    await page.getByLabel('Token').fill('one more');
    await page.getByRole('button', { name: 'Log in' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Too many tries from this address; wait');
  });
});

/** Tries until it is refused, for some while yet: what comes next is refused too. */
async function refused(context: BrowserContext): Promise<void> {
  for (;;) {
    const answer = await context.request.post('/v1/session', { data: { token: 'x' } });
    const seconds = Number(answer.headers()['retry-after'] ?? 0);
    if (answer.status() === 429 && seconds >= 10) return;
    if (answer.status() === 429) await new Promise((resolve) => setTimeout(resolve, 1000 * (seconds + 1)));
  }
}

const FOCUSED = `document.activeElement?.value || document.activeElement?.textContent || ''`;

/** Approves without a pointer. */
async function votesByKeys(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Go to the decision' }).focus();
  await page.keyboard.press('Enter');
  for (let turn = 0; turn < 8 && (await page.evaluate(FOCUSED)) !== 'approve'; turn += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let turn = 0; turn < 8 && (await page.evaluate(FOCUSED)) !== 'Approve exactly this'; turn += 1)
    await page.keyboard.press('Tab');
  expect(await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)).toBe('solid');
  await page.keyboard.press('Enter');
}

/** Another proposal, sent as a page sends it. */
async function asked(context: BrowserContext, url: string): Promise<{ readonly id: string }> {
  const answer = await context.request.post('/v1/proposals', {
    data: { kind: 'promotion', domain: 'refunds' },
    headers: { origin: url },
  });
  expect(answer.status()).toBe(201);
  return answer.json();
}

async function edited(url: string, token: string, id: string): Promise<void> {
  const { status } = await fetch(`${url}/v1/proposals/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'promotion', domain: 'refunds', rationale: 'In other words' }),
  });
  expect(status).toBe(200);
}
