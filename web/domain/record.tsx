import { useEffect } from 'preact/hooks';
import { Section } from '../parts/section.tsx';
import { WhatIfPart } from '../what-if/what-if.tsx';
import { Calibration } from './calibration.tsx';
import { OverTime } from './over-time.tsx';
import type { RecordProps } from './record-props.ts';
import { Reviewers } from './reviewers.tsx';
import { RiskCoverage } from './risk-coverage.tsx';
import { Slices } from './slices.tsx';
import { Triggers } from './triggers.tsx';

const PARTS = [
  { id: 'calibration', title: 'Is it as often right as it says?', name: 'Calibration', Part: Calibration },
  { id: 'coverage', title: 'What would more autonomy cost?', name: 'Cost', Part: RiskCoverage },
  {
    id: 'thresholds',
    title: 'What if it acted from another threshold on?',
    name: 'What if',
    Part: WhatIfPart,
  },
  { id: 'trend', title: 'How did it go over time?', name: 'Over time', Part: OverTime },
  { id: 'triggers', title: 'Were the triggers worth it?', name: 'Triggers', Part: Triggers },
  { id: 'reviewers', title: 'Who reviewed, and does it mean anything?', name: 'Reviewers', Part: Reviewers },
  { id: 'slices', title: 'Is it worse for some than for others?', name: 'Slices', Part: Slices },
] as const;

/** The record of a domain, part by part; a link may lead to each of them. */
export function Record({ report, acting }: RecordProps) {
  useEffect(() => {
    // When the browser looked for it, it was not there yet.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <>
      <nav class="parts" aria-label="Parts of this page">
        <ul>
          {PARTS.map(({ id, name }) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="part-columns">
        {PARTS.map(({ id, title, Part }) => (
          <Section key={id} id={id} title={title}>
            <Part report={report} acting={acting} />
          </Section>
        ))}
      </div>
    </>
  );
}
