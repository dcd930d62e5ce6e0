import { Document, isAlias, isCollection, isMap, isScalar } from 'yaml';
import { Problem } from '../../contracts/problem.ts';
import type { SettingsEdit } from '../../contracts/settings.ts';
import { yamlDocument } from '../read-settings.ts';

/**
 * A text of rules in which some have become others. A value that stands there is replaced where it stands, and nothing else
 * is touched; where a rule comes in or goes, comments and order stay, and spaces may become others.
 *
 * @param name what the file is called in what is said of it
 * @throws Problem configuration: the text is no YAML, or has an alias where a rule should be
 */
export function editYaml(name: string, text: string, edits: readonly SettingsEdit[]): string {
  return edits.reduce((sofar, edit) => withEdit(name, sofar, edit), text);
}

function withEdit(name: string, text: string, { domain, rule, value }: SettingsEdit): string {
  const document = yamlDocument(name, text);
  const place = domain === null ? ['defaults'] : ['domains', domain];
  const path = [...place, rule];
  if (value === null) return leaveOut(document, path) ? written(document) : text;
  const made = document.createNode(value, { flow: true });
  const stands = document.getIn(path, true);
  if ((isScalar(stands) || (isCollection(stands) && stands.flow)) && stands.range) {
    const [from, to] = stands.range;
    return text.slice(0, from) + written(new Document(made)).trimEnd() + text.slice(to);
  }
  requireEditable(name, document, place);
  document.setIn(path, made);
  return written(document);
}

function written(document: Document): string {
  return document.toString({ lineWidth: 0 });
}

/** A domain whose last rule goes, goes with it: an empty one would say nothing. */
function leaveOut(document: Document, path: readonly string[]): boolean {
  if (!document.hasIn(path)) return false;
  document.deleteIn(path);
  const above = path.slice(0, -1);
  const left = document.getIn(above);
  if (isMap(left) && left.items.length === 0) document.deleteIn(above);
  return true;
}

/** @throws Problem configuration: rules are shared there, and others would change with them */
function requireEditable(name: string, document: Document, place: readonly string[]): void {
  for (let depth = 1; depth <= place.length; depth += 1) {
    const node: unknown = document.getIn(place.slice(0, depth), true);
    if (isAlias(node))
      throw new Problem(
        'configuration',
        `${name}: ${place.slice(0, depth).join('.')} is an alias (*${node.source}); change the text itself`,
      );
    if (node !== undefined && !isMap(node)) document.deleteIn(place.slice(0, depth));
  }
}
