import { describe, expect, inject, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { openPage, settled } from '../support/console-page.ts';
import { CLIENT, identityProvider } from '../support/identity-provider.ts';
import { standsInEvery } from '../support/looks.ts';
import { serving } from '../support/serving.ts';

const NAME = 'Single sign-on of the Example Company';

describe.skipIf(inject('browser') === null)('the log-in by a provider in a browser', () => {
  it('is reached by the keyboard, comes back to the page that was asked for, and logs out of both', async () => {
    const provider = await identityProvider();
    const oidc = { issuer: provider.issuer, clientId: CLIENT.id, name: NAME, scopes: ['groups'] };
    const configuration = Configuration.parse({ oidc: { ...oidc, groups: { g: { roles: ['viewer'] } } } });
    const { url } = await serving({
      options: { configuration },
      place: { consoleFolder: inject('consoleFolder'), oidcSecret: CLIENT.secret },
    });
    provider.knows(url);
    const claims = { email: 'lea@example.org', email_verified: true };
    provider.accounts.set('1', { ...claims, groups: ['g'] });
    const opened = await openPage('/ledger?type=account.bound', { at: url });
    const { page, context } = opened;
    const logIn = page.getByRole('link', { name: `Log in with ${NAME}` });
    await logIn.waitFor();
    await standsInEvery('log-in-provider', opened);
    for (let turn = 0; turn < 30; turn += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate<boolean>(`document.activeElement?.classList.contains('main-act')`)) break;
    }
    provider.who = '1';
    await page.keyboard.press('Enter');
    await page.locator('.who').getByText('lea@example.org', { exact: true }).waitFor();
    await settled(page);
    expect(page.url()).toBe(`${url}/ledger?type=account.bound`);
    expect(await page.locator('main').innerText()).toContain('logged in for the first time');
    expect(await page.evaluate('document.cookie')).toBe('');
    const kept = (await context.cookies()).filter(({ name }) => name.startsWith('leeway_'));
    expect(kept).toMatchObject([{ name: 'leeway_session', httpOnly: true, sameSite: 'Strict' }]);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await logIn.waitFor();
    expect(page.url()).toBe(`${url}/domains`);

    // What the pages of the provider bring along is not ours.
    const before = (await opened.complaints()).length;
    provider.accounts.set('1', { ...claims, groups: [] });
    await logIn.click();
    await page.getByRole('alert').waitFor();
    // The browser itself reports every answer that is a refusal.
    const complaints = async () =>
      (await opened.complaints()).slice(before).filter((one) => !one.includes('status of 403'));
    await standsInEvery('log-in-refused', { ...opened, complaints });
    expect(await page.getByRole('alert').innerText()).toMatch(/^This account is in no group/);
    await page.getByRole('link', { name: 'Back to the console' }).click();
    await logIn.waitFor();
  });
});
