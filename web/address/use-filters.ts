import { useLocation } from 'preact-iso/router';

export interface Filters {
  /** Value of a filter; empty where it is not set. */
  readonly get: (name: string) => string;
  /** Sets filters, empty takes one away. The address becomes another in place: going back leaves the page, not a letter. */
  readonly set: (changes: Readonly<Record<string, string>>) => void;
}

/** The filters of a page. The query of its address is the only place where they are, so that a link holds them all. */
export function useFilters(): Filters {
  const { path, query, route } = useLocation();
  return {
    get: (name) => query[name] ?? '',
    set: (changes) => {
      // What another change has put there since this page was drawn.
      const search = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes))
        if (value === '') search.delete(name);
        else search.set(name, value);
      const text = search.toString();
      route(`${path}${text === '' ? '' : `?${text}`}`, true);
    },
  };
}
