import { NumberField } from '../parts/text-fields.tsx';
import type { Wish } from './wish.ts';

interface BoundsProps {
  readonly wish: Wish;
  /** Lowest threshold that is certified; empty where none is. */
  readonly least: string;
  readonly onChange: (changes: Readonly<Record<string, string>>) => void;
}

/** How far the AI may go, by the kind of what is asked for. */
export function Bounds({ wish, least, onChange }: BoundsProps) {
  const { kind, threshold, maxAmount, highestCoverage, until } = wish;
  const certified = least === '' ? '' : `; certified from ${least}`;
  return (
    <>
      {kind === 'promotion' && (
        <NumberField
          words="Confidence from which it acts"
          hint={`Empty takes the step that is recommended${certified}.`}
          value={threshold}
          least={0}
          most={1}
          onInput={(value) => onChange({ threshold: value })}
        />
      )}
      {kind === 'standing-plan' && (
        <>
          <NumberField
            words="No step goes below this confidence"
            value={threshold}
            least={0}
            most={1}
            isNeeded
            onInput={(value) => onChange({ threshold: value })}
          />
          <NumberField
            words="No step reaches more of all decisions than this, %"
            value={highestCoverage}
            least={0}
            most={100}
            isNeeded
            onInput={(value) => onChange({ highestCoverage: value })}
          />
          <label>
            No step after this day (UTC)
            <input
              type="date"
              value={until}
              required
              onInput={({ currentTarget }) => onChange({ until: currentTarget.value })}
            />
          </label>
        </>
      )}
      <NumberField
        words="No larger amounts than"
        hint="Empty leaves it as the configuration has it."
        value={maxAmount}
        least={0}
        onInput={(value) => onChange({ maxAmount: value })}
      />
    </>
  );
}
