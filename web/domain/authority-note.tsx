import { visible } from '../../src/contracts/visible.ts';
import { authorityAddress, proposeAddress } from '../address/addresses.ts';
import { GOVERNANCE } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';

/** Where the authority of a domain is asked for and taken back, and the alarms that wait for somebody to look. */
export function AuthorityNote({ domain }: { readonly domain: string }) {
  const { answer } = useAnswer(GOVERNANCE);
  const hindrance = whyNot(useSession(), 'propose', domain);
  const alarms = answer.state === 'answered' ? answer.value.alarms : [];
  const waiting = alarms.filter((one) => one.domain === domain && one.reviewed === null);
  return (
    <>
      {waiting.length > 0 && (
        <section class="banner" aria-label="Alarms">
          <ul>
            {waiting.map(({ id, sentence }) => (
              <li key={id}>
                <b class="trouble">Alarm:</b> {visible(sentence)}{' '}
                <a href={`${authorityAddress(domain)}#alarms`}>Review it</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="acts">
        {hindrance === null && (
          <a class="act" href={proposeAddress(domain)}>
            Propose
          </a>
        )}
        <a class="act" href={authorityAddress(domain)}>
          Its authority
        </a>
        {hindrance !== null && <span class="beside">{hindrance}</span>}
      </p>
    </>
  );
}
