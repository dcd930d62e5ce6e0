/** A value of JSON and all that is in it, however deep that goes: a call for each level would not. */
export function* valuesIn(value: unknown): Generator<unknown> {
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    yield one;
    if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) left.push(inner);
  }
}
