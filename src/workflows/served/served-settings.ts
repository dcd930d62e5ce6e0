import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Actor } from '../../contracts/actor.ts';
import { LedgerEvent } from '../../contracts/ledger.ts';
import { Problem } from '../../contracts/problem.ts';
import type {
  Settings,
  SettingsAsked,
  SettingsCheck,
  SettingsFile,
  SettingsSave,
} from '../../contracts/settings.ts';
import { digest } from '../../governance/digest.ts';
import type { Database } from '../../store/database.ts';
import { keptState, rulesDigest } from '../../store/kept/kept-state.ts';
import { refuseLoss } from '../../store/kept/refresh-evidence.ts';
import { domainNames } from '../domain-record.ts';
import { governanceIn } from '../govern/governing.ts';
import { type ConfigurationFile, DEFAULT_CONFIGURATION_FILE, readSettings } from '../read-settings.ts';
import { recordEvents } from '../record-events.ts';
import {
  checkSettings,
  knownDomains,
  NO_FILE,
  type Reviewing,
  reviewSettings,
} from '../settings/review-settings.ts';
import { writeOver } from '../settings/write-over.ts';
import type { Freshness } from './last-answers.ts';
import type { LiveConfiguration } from './live-configuration.ts';

interface SettingsAccess {
  readonly live: LiveConfiguration;
  readonly file: ConfigurationFile | null;
  /** What was decided, and which domains have decisions. */
  readonly known: (freshness: Freshness) => Promise<Pick<Reviewing, 'governance' | 'domains'>>;
  readonly glance: <T>(work: (db: Database, now: string) => Promise<T>) => Promise<T>;
  readonly write: <T>(work: (db: Database, now: string) => Promise<T>) => Promise<T>;
}

/** The rules of a store that is served, and the file in which they are kept. */
export class ServedSettings {
  readonly #access: SettingsAccess;
  /** As the server goes by it. */
  #file: ConfigurationFile | null;

  constructor(access: SettingsAccess) {
    [this.#access, this.#file] = [access, access.file];
  }

  /** The rules, and whether they can be saved. */
  async settings(freshness: Freshness): Promise<Settings> {
    const configuration = this.#access.live.current;
    return {
      configuration: JSON.parse(JSON.stringify(configuration)),
      domains: knownDomains({ ...(await this.#access.known(freshness)), configuration }),
      file: this.#file === null ? null : { name: this.#name, digest: digestOf(this.#file.text) },
    };
  }

  /**
   * The file as it stands there.
   *
   * @throws Problem check-failed: there is none, or somebody has changed it since the server read it
   */
  file(): SettingsFile {
    const { text } = this.#unchanged();
    return { name: this.#name, yaml: text, digest: digestOf(text) };
  }

  /** What other rules would change, and what forbids to save them. */
  check(asked: SettingsAsked): Promise<SettingsCheck> {
    return this.#access.glance(async (db, now) => checkSettings(asked, await this.#reviewing(db, now)));
  }

  /**
   * Writes other rules into the file, and goes by them from then on. It is an event of the ledger.
   *
   * @throws Problem configuration: they are none, or count rows anew that are not there any more; check-failed: there is no
   *   file, or it is not the one that was read; not-allowed: a rule of docs/rules.md
   */
  save(actor: Actor, { digest: read, reason, ...asked }: SettingsSave): Promise<SettingsCheck> {
    return this.#access.write(async (db, now) => {
      const { path, text: before } = this.#unchanged();
      if (read !== digestOf(before))
        throw new Problem('check-failed', `the rules have changed since they were read; load the page anew`);
      const reviewed = reviewSettings(asked, await this.#reviewing(db, now));
      const { text, configuration, changes, objections } = reviewed;
      const [first] = objections;
      if (first !== undefined)
        throw new Problem('not-allowed', [first.rule, first.sentence].filter(Boolean).join(': '), {
          objections,
        });
      if (text === before) throw new Problem('usage', 'nothing in it is other than it is');
      const kept = await keptState(db);
      if (kept !== null && kept.rules !== rulesDigest(configuration)) await refuseLoss(db);
      const told = changes.map(({ path: of, was, becomes }) => ({ path: of, before: was, after: becomes }));
      const event = LedgerEvent.parse({
        ...{ at: now, actor: actor.name, type: 'configuration.changed', subject: '' },
        body: { digest: digest(configuration), reason, changes: told },
      });
      await db.transaction(async () => {
        await recordEvents(db, [event]);
        // Last of all: where the file cannot be written, nothing has happened.
        await writeOver(path, text);
      });
      this.#file = { path, text };
      this.#access.live.become(configuration);
      return { faults: [], changes, objections: [] };
    });
  }

  get #name(): string {
    return this.#file === null ? DEFAULT_CONFIGURATION_FILE : basename(this.#file.path);
  }

  /** @throws Problem check-failed */
  #unchanged(): ConfigurationFile {
    const file = this.#file;
    if (file === null) throw new Problem('check-failed', NO_FILE);
    if (readSettings(file.path) !== file.text)
      throw new Problem(
        'check-failed',
        `somebody has changed ${this.#name} on its machine since this server has read it; start the server again to take that over`,
      );
    return file;
  }

  async #reviewing(db: Database, now: string): Promise<Reviewing> {
    return {
      ...{ name: this.#name, text: this.#file?.text ?? null, now, configuration: this.#access.live.current },
      governance: await governanceIn(db),
      domains: await domainNames(db),
    };
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
