import * as z from 'zod';
import { DomainRules } from './configuration.ts';
import { Sha256 } from './ledger.ts';

/** A rule by its name in `leeway.yaml`. */
export const RuleName = DomainRules.keyof();
export type RuleName = z.infer<typeof RuleName>;

/** What a rule can be. It is looked at again as part of the whole. */
const Value = z.union([
  z.null(),
  z.number(),
  z.string().max(200),
  z.array(z.union([z.number(), z.string().max(200)])).max(200),
  z.strictObject({ lead: z.number().optional(), board: z.number().optional() }),
]);

/** One rule that is to be another. */
export const SettingsEdit = z.strictObject({
  domain: z.string().min(1).max(1000).nullable().describe('null: the defaults of all domains'),
  rule: RuleName,
  value: Value.describe('As leeway.yaml has it, lengths of time as 14d; null takes it out of there'),
});
export type SettingsEdit = z.infer<typeof SettingsEdit>;

const Yaml = z.string().max(60_000);
const Edits = z.array(SettingsEdit).min(1).max(200);

/** What the rules shall be: a whole text, or rules of the file that become others. */
export const SettingsAsked = z.union([z.strictObject({ yaml: Yaml }), z.strictObject({ edits: Edits })]);
export type SettingsAsked = z.infer<typeof SettingsAsked>;

const Asked = {
  digest: Sha256.describe('Of the file as it was read: where it is another by now, nothing is written'),
  reason: z.string().min(1).max(4000),
};
/** The same to be saved. */
export const SettingsSave = z.union([
  z.strictObject({ yaml: Yaml, ...Asked }),
  z.strictObject({ edits: Edits, ...Asked }),
]);
export type SettingsSave = z.infer<typeof SettingsSave>;

const Json = z.string().nullable();

export const SettingsChange = z.strictObject({
  path: z.string().describe('For example domains.refunds.risk'),
  before: Json.describe('JSON; null: it was not there'),
  after: Json.describe('JSON; null: it would not be there'),
  rule: RuleName.nullable().describe('null: it is no rule of domains'),
  domain: z.string().nullable().describe('Of which domain; null: of all of them'),
  was: Json.describe('JSON of what holds, written there or not; null: nothing'),
  becomes: Json.describe('JSON of what would hold'),
  domains: z.array(z.string()).describe('Known domains for which another value would hold'),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

/** What a text would be as a configuration. */
export const SettingsCheck = z.strictObject({
  faults: z.array(z.string()).describe('Empty where it is one'),
  changes: z
    .array(SettingsChange)
    .describe('Against what the server goes by; lengths of time in milliseconds'),
  objections: z
    .array(z.strictObject({ rule: z.string(), sentence: z.string() }))
    .describe('What forbids to save it over HTTP; rule: a number of docs/rules.md, or empty'),
});
export type SettingsCheck = z.infer<typeof SettingsCheck>;

/** The file that a server was started with, as it stands there. */
export const SettingsFile = z.strictObject({ name: z.string(), yaml: z.string(), digest: Sha256 });
export type SettingsFile = z.infer<typeof SettingsFile>;

/** The rules by which a server goes. */
export const Settings = z.strictObject({
  configuration: z
    .record(z.string(), z.unknown())
    .describe('Every rule with its default, lengths of time in milliseconds'),
  domains: z.array(z.string()).describe('Those with decisions, rules or authority, by name'),
  file: SettingsFile.omit({ yaml: true })
    .nullable()
    .describe('Where they are saved; null: the server was started without a file'),
});
export type Settings = z.infer<typeof Settings>;
