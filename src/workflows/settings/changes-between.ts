import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { RuleName, type SettingsChange } from '../../contracts/settings.ts';

/**
 * What is other in one configuration than in another, value by value, and what that comes to.
 *
 * @param domains those that are known
 */
export function changesBetween(
  before: Configuration,
  after: Configuration,
  domains: readonly string[],
): SettingsChange[] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Map([...was, ...is].map(([key, { path }]) => [key, path])).entries()];
  return paths
    .map(([key, path]) => ({ path, before: was.get(key)?.json ?? null, after: is.get(key)?.json ?? null }))
    .filter((change) => change.before !== change.after)
    .map(({ path, ...written }) => ({
      path: path.join('.'),
      ...written,
      ...effectOf(path, written, { before, after, domains }),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Compared {
  readonly before: Configuration;
  readonly after: Configuration;
  readonly domains: readonly string[];
}

/** Where a rule stands, for whom it holds, and what held and would hold there. */
function effectOf(
  [section, ...rest]: readonly string[],
  written: { readonly before: string | null; readonly after: string | null },
  { before, after, domains }: Compared,
): Pick<SettingsChange, 'rule' | 'domain' | 'was' | 'becomes' | 'domains'> {
  const [domain, name] = section === 'defaults' ? [null, rest[0]] : [rest[0] ?? null, rest[1]];
  const rule = section === 'defaults' || section === 'domains' ? RuleName.safeParse(name).data : undefined;
  if (rule === undefined)
    return {
      ...{ rule: null, domain: null, was: written.before, becomes: written.after },
      domains: section === 'family' || section === 'prior' ? [...domains] : [],
    };
  // An empty name has no rules of its own: it is all domains that say nothing of theirs.
  const holds = (configuration: Configuration, of: string): string | null =>
    JSON.stringify(rulesFor(configuration, of)[rule]) ?? null;
  return {
    ...{ rule, domain, was: holds(before, domain ?? ''), becomes: holds(after, domain ?? '') },
    domains: domains.filter(
      (one) => (domain === null || one === domain) && holds(before, one) !== holds(after, one),
    ),
  };
}

interface Leaf {
  readonly path: readonly string[];
  readonly json: string;
}

/** Each value of a configuration, as JSON, under its path. What a rule is made of is one value. */
function leavesOf(tree: unknown, path: readonly string[] = []): Map<string, Leaf> {
  const isWhole = path.length >= (path[0] === 'domains' ? 3 : 2);
  if (isWhole || typeof tree !== 'object' || tree === null || Array.isArray(tree))
    return tree === undefined
      ? new Map()
      : new Map([[JSON.stringify(path), { path, json: JSON.stringify(tree) }]]);
  return new Map(Object.entries(tree).flatMap(([name, value]) => [...leavesOf(value, [...path, name])]));
}
