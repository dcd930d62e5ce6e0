import { Configuration } from '../contracts/configuration.ts';
import { Problem } from '../contracts/problem.ts';
import type { SettingsCheck } from '../contracts/settings-check.ts';
import { parseYaml } from './read-settings.ts';

/** Whether a text is a configuration, and what in it is other than in the one that holds. */
export function checkSettings(yaml: string, current: Configuration): SettingsCheck {
  try {
    const asked = parseYaml('leeway.yaml', yaml, Configuration);
    return { faults: [], changes: changesBetween(current, asked) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { faults } = error.details;
    return { faults: Array.isArray(faults) ? faults.map(String) : [error.message], changes: [] };
  }
}

function changesBetween(before: Configuration, after: Configuration): SettingsCheck['changes'] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])].sort();
  return paths
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Each value of a tree, as JSON, under its path. */
function leavesOf(tree: unknown, path: readonly string[] = []): Map<string, string> {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree))
    return tree === undefined ? new Map() : new Map([[path.join('.'), JSON.stringify(tree)]]);
  return new Map(Object.entries(tree).flatMap(([name, value]) => [...leavesOf(value, [...path, name])]));
}
