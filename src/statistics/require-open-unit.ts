/** Refuses anything but a number strictly between 0 and 1: a risk limit, a failure probability, a confidence level. */
export function requireOpenUnit(caller: string, name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new RangeError(`${caller} requires ${name} to be strictly between 0 and 1`);
  }
}
