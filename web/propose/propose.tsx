import type { DomainOverview } from '../../src/contracts/domain-parts.ts';
import { reachText, unbroken } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import { domainAddress } from '../address/addresses.ts';
import { useDomain } from '../address/use-domain.ts';
import { useFilters } from '../address/use-filters.ts';
import { overviewOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { actingOf } from '../domain/overview.tsx';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import { ProposeForm } from './propose-form.tsx';

/** Asks the board for something in a domain; what exactly is shown before it is sent. */
export function Propose() {
  const domain = useDomain();
  const edits = useFilters().get('edits');
  const asked = useAnswer(overviewOf(domain));
  const title =
    edits === ''
      ? `Propose for ${visible(domain)}`
      : `Another content for ${visible(edits)}, ${visible(domain)}`;
  return (
    <Page
      title={title}
      above={{ path: domainAddress(domain), name: visible(domain) }}
      asOf={asked.answer.state === 'answered' ? asked.answer.value.asOf : null}
    >
      <Answered
        asked={asked}
        waiting={
          <>
            <Skeleton kind="words" />
            <Skeleton kind="facts" />
          </>
        }
      >
        {(overview) => <Asking domain={domain} overview={overview} />}
      </Answered>
    </Page>
  );
}

interface AskingProps {
  readonly domain: string;
  readonly overview: DomainOverview;
}

function Asking({ domain, overview }: AskingProps) {
  const hindrance = whyNot(useSession(), 'propose', domain);
  const acting = actingOf(overview);
  const { proposed = null, certified = null } = acting ?? {};
  const [first = ''] = acting?.reasons ?? [];
  const recommended =
    proposed === null
      ? 'No step is recommended now.'
      : `Recommended: from ${reachText(proposed.threshold, proposed.maxAmount)}.`;
  const least =
    certified === null || certified.threshold === proposed?.threshold
      ? ''
      : ` Certified: from ${reachText(certified.threshold, certified.maxAmount)}.`;
  return (
    <>
      <section class="overview" aria-label="In short">
        <p class="lede">{unbroken(first)}</p>
        <p>{unbroken(recommended + least)}</p>
      </section>
      {hindrance === null ? (
        <ProposeForm domain={domain} least={certified?.threshold ?? 0} />
      ) : (
        <p>{hindrance}</p>
      )}
    </>
  );
}
