import type { Recommendation, RefusalReason } from '../contracts/recommendation.ts';
import type { SliceName } from '../contracts/slice.ts';

/** What the evidence of a domain says at the moment at which somebody decides. */
export interface Standing {
  /** ISO time that the evidence was judged as of. */
  readonly asOf: string;
  /** The model whose evidence it is: the newest of the domain. */
  readonly model: string;
  readonly certificate: string | null;
  /** Lowest certified threshold; null where nothing is certified, for the reason that `refusal` says. */
  readonly certifiedThreshold: number | null;
  /** Largest amount that is certified; null where amounts do not matter. */
  readonly certifiedAmount: number | null;
  readonly refusal: RefusalReason | null;
  /** Slices without which it is certified; absent: none. */
  readonly excluded?: readonly SliceName[];
}

/** What a recommendation says to those who decide. */
export function standingOf(
  { model, certified, certificate, refusal, excluded }: Recommendation,
  asOf: string,
): Standing {
  return {
    asOf,
    model,
    certificate: certified === null ? null : (certificate?.id ?? null),
    certifiedThreshold: certified?.threshold ?? null,
    certifiedAmount: certified?.maxAmount ?? null,
    refusal: refusal?.reason ?? null,
    ...(excluded && { excluded }),
  };
}
