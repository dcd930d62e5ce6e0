/** In which colours a reader wants the page; `system`: as the machine has it. */
export const SCHEMES = ['system', 'light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

const KEY = 'leeway-scheme';

/** The choice that was made on this machine. */
export function schemeChosen(): Scheme {
  try {
    const value = localStorage.getItem(KEY);
    return SCHEMES.find((scheme) => scheme === value) ?? 'system';
  } catch {
    // A browser that keeps nothing.
    return 'system';
  }
}

/** Follows a choice at once, and keeps it. */
export function chooseScheme(scheme: Scheme): void {
  followScheme(scheme);
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // It holds until the page is left.
  }
}

export function followScheme(scheme: Scheme): void {
  const root = document.documentElement;
  if (scheme === 'system') delete root.dataset['scheme'];
  else root.dataset['scheme'] = scheme;
}
