/** Takes an option that may be given any number of times. */
export function gather(value: string, others: readonly string[]): readonly string[] {
  return [...others, value];
}
