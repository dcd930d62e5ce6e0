import { unbroken } from '../../src/contracts/figures.ts';
import type { DecideProps } from './decide-props.ts';

/** Exactly what a vote is on: the sentence, and the digest that stands for every figure. */
export function VotedOn({ packet: { proposal }, asked }: Pick<DecideProps, 'packet' | 'asked'>) {
  const { id, revision, digest } = proposal;
  return (
    <dl class="voted-on">
      <div>
        <dt>
          {id}, revision {revision}, asks
        </dt>
        <dd>{unbroken(asked)}</dd>
      </div>
      <div>
        <dt>Digest of its content</dt>
        <dd>
          <code>{digest}</code>
        </dd>
      </div>
    </dl>
  );
}
