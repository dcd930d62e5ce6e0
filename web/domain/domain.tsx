import { visible } from '../../src/contracts/visible.ts';
import { useDomain } from '../address/use-domain.ts';
import { overviewOf, reportOf } from '../ask/questions.ts';
import { both, useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { AuthorityNote } from './authority-note.tsx';
import { actingOf, Overview } from './overview.tsx';
import { Record } from './record.tsx';

const WORDS = ['calibration', 'coverage', 'interval', 'slice', 'trigger'];
const ABOVE = { path: '/domains', name: 'All domains' };

/** One domain: what it may do, what it needs for more, and everything its record says. */
export function Domain() {
  const name = useDomain();
  const overview = useAnswer(overviewOf(name));
  const report = useAnswer(reportOf(name));
  const asOf = overview.answer.state === 'answered' ? overview.answer.value.asOf : null;
  const whole = { ...overview, askAgain: both(overview, report).askAgain };
  const acting = overview.answer.state === 'answered' ? actingOf(overview.answer.value) : null;
  return (
    <Page title={visible(name)} above={ABOVE} asOf={asOf} words={WORDS}>
      <Answered
        asked={whole}
        waiting={
          <>
            <Skeleton kind="words" />
            <Skeleton kind="facts" />
          </>
        }
      >
        {(value) => <Overview overview={value} />}
      </Answered>
      {overview.answer.state !== 'refused' && <AuthorityNote domain={name} />}
      {/* What is refused is said once, and asked for again as a whole. */}
      {overview.answer.state !== 'refused' && (
        <Answered
          asked={report}
          waiting={
            <>
              <Skeleton kind="chart" />
              <Skeleton kind="chart" />
            </>
          }
        >
          {(value) => <Record report={value} acting={acting} />}
        </Answered>
      )}
    </Page>
  );
}
