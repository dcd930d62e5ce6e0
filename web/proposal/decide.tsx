import { authorityAddress, proposeAddress } from '../address/addresses.ts';
import { Section } from '../parts/section.tsx';
import { isPendingAt } from '../proposals/proposal-row.ts';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import { Activate } from './activate.tsx';
import { Ballot } from './ballot.tsx';
import { CommentForm } from './comment-form.tsx';
import type { DecideProps } from './decide-props.ts';
import { Withdraw } from './withdraw.tsx';

/** What can be done with a proposal, by whoever looks. */
export function Decide(props: DecideProps) {
  const { proposal } = props.packet;
  const session = useSession();
  const mayPropose = whyNot(session, 'propose', proposal.domain) === null;
  const isPlan = proposal.state === 'active' && proposal.content.plan !== null;
  const isPending = isPendingAt(proposal, session.now);
  return (
    <Section id="decide" title="Decide">
      {!isPending && (
        <p>
          Nothing is left to decide here.{' '}
          <a href={authorityAddress(proposal.domain)}>What the AI may do in this domain today</a>
        </p>
      )}
      {isPending && proposal.state === 'open' && <Ballot {...props} />}
      {isPending && proposal.state === 'approved' && <Activate {...props} />}
      {isPending && proposal.state === 'changes-requested' && (
        <p>
          Changes were asked for, so nobody votes on it as it stands.{' '}
          {mayPropose && (
            <a href={`${proposeAddress(proposal.domain)}?kind=${proposal.content.kind}&edits=${proposal.id}`}>
              Give it another content
            </a>
          )}
        </p>
      )}
      {(isPending || proposal.state === 'active') && <CommentForm {...props} />}
      {(isPending || isPlan) && <Withdraw {...props} />}
    </Section>
  );
}
