import { Configuration, rulesFor } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import { Problem } from '../../contracts/problem.ts';
import type { SettingsAsked, SettingsChange, SettingsCheck, SettingsEdit } from '../../contracts/settings.ts';
import { canonicalJson } from '../../governance/digest.ts';
import { policyDomains } from '../../governance/look-up.ts';
import { loosenedRules } from '../../governance/loosened-rules.ts';
import { loosensNothingVotedOn, lowersNoQuorum } from '../../governance/rules/settings.ts';
import { parseYaml } from '../read-settings.ts';
import { changesBetween } from './changes-between.ts';
import { editYaml } from './edit-yaml.ts';

/** What is known where rules are to become others. */
export interface Reviewing {
  readonly name: string;
  /** The text that edits are of; null where there is no file. */
  readonly text: string | null;
  readonly configuration: Configuration;
  readonly governance: Governance;
  /** With decisions. */
  readonly domains: readonly string[];
  /** ISO time */
  readonly now: string;
}

/** What was asked for, understood: what it changes and what forbids it. */
export interface ReviewedSettings {
  readonly text: string;
  readonly configuration: Configuration;
  readonly changes: SettingsChange[];
  readonly objections: SettingsCheck['objections'];
}

export const NO_FILE =
  'this server was started without a file of rules; write a leeway.yaml, or name one with --config, and start it again';

/**
 * What other rules would change, and what forbids to save them.
 *
 * @throws Problem configuration: it is none; check-failed: there is no file to be edited
 */
export function reviewSettings(asked: SettingsAsked, reviewing: Reviewing): ReviewedSettings {
  const { name, configuration: before, governance, now } = reviewing;
  const text = 'yaml' in asked ? asked.yaml : edited(asked.edits, reviewing);
  const after = parseYaml(name, text, Configuration);
  const domains = knownDomains(reviewing, after);
  const forAll = (['family', 'prior'] as const).filter((name) => before[name] !== after[name]);
  const objections = domains.flatMap((domain) => {
    const change = { domain, before: rulesFor(before, domain), after: rulesFor(after, domain) };
    const loosened = [...loosenedRules(change.before, change.after), ...forAll];
    return [lowersNoQuorum(change), loosensNothingVotedOn(domain, loosened, governance, now)];
  });
  return {
    ...{ text, configuration: after, changes: changesBetween(before, after, domains) },
    objections: [...forTheFileOnly(before, after), ...objections.filter((one) => one !== null)],
  };
}

/** The same, where whoever asks wants to know what is wrong, and nothing is saved. */
export function checkSettings(asked: SettingsAsked, reviewing: Reviewing): SettingsCheck {
  try {
    const { changes, objections } = reviewSettings(asked, reviewing);
    return { faults: [], changes, objections };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'configuration') throw error;
    const { faults } = error.details;
    return {
      faults: Array.isArray(faults) ? faults.map(String) : [error.message],
      ...{ changes: [], objections: [] },
    };
  }
}

/** All domains that there is something to be said of, by name. */
export function knownDomains(
  { domains, governance, configuration }: Pick<Reviewing, 'domains' | 'governance' | 'configuration'>,
  after: Configuration = configuration,
): string[] {
  const named = [configuration, after].flatMap((one) => Object.keys(one.domains));
  const proposed = governance.proposals.map(({ domain }) => domain);
  return [...new Set([...domains, ...named, ...policyDomains(governance), ...proposed])].sort();
}

/** Whom the machine knows, and to whom it sends: an administrator from afar would reach into it. */
function forTheFileOnly(before: Configuration, after: Configuration): SettingsCheck['objections'] {
  const words = {
    people: 'people of the file act on its machine, and over HTTP tokens say who may do what',
    webhooks: 'webhooks name addresses, and secrets on its machine',
    oidc: 'oidc says who vouches for people, and what they may do',
  } as const;
  return (['people', 'webhooks', 'oidc'] as const)
    .filter((name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null))
    .map((name) => ({
      rule: '',
      sentence: `${words[name]}; who runs the server changes ${name} in the file, and starts it again`,
    }));
}

/** @throws Problem check-failed: there is no file */
function edited(edits: readonly SettingsEdit[], { name, text }: Reviewing): string {
  if (text === null) throw new Problem('check-failed', NO_FILE);
  return editYaml(name, text, edits);
}
