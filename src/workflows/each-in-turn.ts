/** Does the same for each, and lets others have a turn in between: what DuckDB has begun goes on meanwhile. */
export async function eachInTurn<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const answers: R[] = [];
  for (const item of items) {
    answers.push(work(item));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return answers;
}
