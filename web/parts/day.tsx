/** The day of a time, in UTC, as tables have it. */
export function Day({ of }: { readonly of: string }) {
  return <time dateTime={of}>{of.slice(0, 10)}</time>;
}
