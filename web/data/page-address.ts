/**
 * Where another page of one table stands; what else the address holds stays.
 *
 * @param changes by name, empty takes one away
 * @param part that it leads to
 */
export function pageAddress(changes: Readonly<Record<string, string>>, part: string): string {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes))
    if (value === '') search.delete(name);
    else search.set(name, value);
  const text = search.toString();
  return `${location.pathname}${text === '' ? '' : `?${text}`}#${part}`;
}

/** Where the rows that a run refused stand. */
export function refusedAddress(run: number): string {
  return pageAddress({ run: String(run), rule: '', offset: '' }, 'quarantine');
}
