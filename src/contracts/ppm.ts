/** A share or a threshold in whole parts per million, as evidence is banded (docs/adr/0002). */
export function ppmOf(share: number): number {
  return Math.round(share * 1_000_000);
}
