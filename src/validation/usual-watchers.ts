import { binomialTail, hoeffdingBentkus } from '../statistics/index.ts';
import { CriticalErrors } from './critical-errors.ts';
import type { Watcher, WatcherSetting } from './watcher.ts';

/** Verdicts and errors at or above a place, for every place. */
interface Above {
  readonly n: Float64Array;
  readonly errors: Float64Array;
}

type Rule = (above: Above) => number;

/**
 * What teams do today: look at all verdicts so far, however they were chosen, and take the threshold that a rule for
 * one look gives, anew every night.
 */
class UsualWatcher implements Watcher {
  readonly claims: number[] = [];
  readonly #rule: Rule;
  readonly #verdicts: Float64Array;
  readonly #errors: Float64Array;
  readonly #above: Above;
  readonly #claimed: Uint8Array;

  constructor(places: number, rule: Rule) {
    this.#rule = rule;
    this.#verdicts = new Float64Array(places);
    this.#errors = new Float64Array(places);
    this.#above = { n: new Float64Array(places), errors: new Float64Array(places) };
    this.#claimed = new Uint8Array(places);
  }

  review(band: number, isError: boolean): void {
    (this.#verdicts[band] as number) += 1;
    if (isError) (this.#errors[band] as number) += 1;
  }

  night(): number {
    let [n, errors] = [0, 0];
    for (let place = 0; place < this.#verdicts.length; place++) {
      n += this.#verdicts[place] as number;
      errors += this.#errors[place] as number;
      this.#above.n[place] = n;
      this.#above.errors[place] = errors;
    }
    const place = this.#rule(this.#above);
    this.claims.length = 0;
    if (place >= 0 && this.#claimed[place] === 0) {
      this.#claimed[place] = 1;
      this.claims.push(place);
    }
    return place;
  }
}

/** "0.9 feels right": never looks at a verdict. */
export function fixedWatcher(threshold: number): (setting: WatcherSetting) => Watcher {
  return ({ places, edges }) => {
    const place = edges.findLastIndex((edge) => edge >= threshold - 1e-9);
    return new UsualWatcher(places, () => place);
  };
}

/** The lowest threshold at and above which the error rate seen is at most the limit. */
export function naiveWatcher({ places, risk }: WatcherSetting): Watcher {
  return new UsualWatcher(places, ({ n, errors }) => {
    for (let place = places - 1; place >= 0; place--) {
      const seen = n[place] as number;
      if (seen > 0 && (errors[place] as number) <= risk * seen) return place;
    }
    return -1;
  });
}

/** The lowest threshold whose exact one-look bound is at most the limit, without a thought for how many were tried. */
export function clopperPearsonWatcher({ places, risk, delta }: WatcherSetting): Watcher {
  const critical = criticalErrors('exact', risk, delta);
  return new UsualWatcher(places, ({ n, errors }) => {
    for (let place = places - 1; place >= 0; place--) {
      if ((errors[place] as number) <= critical.at(n[place] as number)) return place;
    }
    return -1;
  });
}

/** Selection with guaranteed risk: halves its way down the thresholds (Geifman & El-Yaniv, 2017), every night. */
export function sgrWatcher({ places, risk, delta }: WatcherSetting): Watcher {
  const halvings = Math.max(1, Math.ceil(Math.log2(places)));
  const critical = criticalErrors('exact', risk, delta / halvings);
  return new UsualWatcher(places, ({ n, errors }) => {
    let [safe, unsafe] = [-1, places];
    while (unsafe - safe > 1) {
      const middle = (safe + unsafe) >> 1;
      if ((errors[middle] as number) <= critical.at(n[middle] as number)) safe = middle;
      else unsafe = middle;
    }
    return safe;
  });
}

/** Learn then test: a fixed sequence from the top with a p-value for one look, re-run every night. */
export function fixedSequenceWatcher(kind: 'exact' | 'hoeffding-bentkus') {
  return ({ places, risk, delta }: WatcherSetting): Watcher => {
    const critical = criticalErrors(kind, risk, delta);
    return new UsualWatcher(places, ({ n, errors }) => {
      let place = 0;
      while (place < places && (errors[place] as number) <= critical.at(n[place] as number)) place += 1;
      return place - 1;
    });
  };
}

const tables = new Map<string, CriticalErrors>();

/** One table for each p-value, limit and level: thousands of lives ask the same. */
function criticalErrors(kind: 'exact' | 'hoeffding-bentkus', alpha: number, level: number): CriticalErrors {
  const key = `${kind} ${alpha} ${level}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const table = new CriticalErrors(level, (errors, n) =>
    kind === 'exact'
      ? binomialTail({ errors, n, alpha }).p
      : hoeffdingBentkus({ lossSum: errors, n, alpha, binary: false }),
  );
  tables.set(key, table);
  return table;
}
