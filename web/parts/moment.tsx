/** A time to the minute, in UTC, as tables have it. */
export function Moment({ of }: { readonly of: string }) {
  return <time dateTime={of}>{of.slice(0, 16).replace('T', ' ')}</time>;
}
