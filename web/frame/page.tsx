import { type ComponentChildren, Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { momentText } from '../../src/contracts/figures.ts';
import { agoText } from '../parts/times.ts';
import { useServerTime } from '../session/session.tsx';

interface PageProps {
  readonly title: string;
  /** The page above this one. */
  readonly above?: { readonly path: string; readonly name: string };
  /** RFC 3339 time up to which the record reaches; null while it is not known, left out where the page speaks of today. */
  readonly asOf?: string | null;
  /** Words of the page that whoever sits on a board may not have met, as the glossary has them. */
  readonly words?: readonly string[];
  readonly children: ComponentChildren;
}

/** One screen under its title, and as of when it speaks. */
export function Page({ title, above, asOf, words = [], children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · leeway`;
  }, [title]);
  return (
    <>
      <header class="page-head">
        {above !== undefined && (
          <p class="above">
            <a href={above.path}>{above.name}</a>
          </p>
        )}
        <h1>{title}</h1>
        {asOf !== undefined && <p class="as-of">{asOf === null ? ' ' : <AsOf asOf={asOf} />}</p>}
        {words.length > 0 && <Words words={words} />}
      </header>
      {children}
    </>
  );
}

function AsOf({ asOf }: { readonly asOf: string }) {
  const now = useServerTime();
  return (
    <>
      As of <time dateTime={asOf}>{momentText(asOf)}</time>, the newest decision{' '}
      {agoText(now - Date.parse(asOf))} ago
    </>
  );
}

function Words({ words }: { readonly words: readonly string[] }) {
  return (
    <p class="meant">
      What is meant by{' '}
      {words.map((word, place) => (
        <Fragment key={word}>
          {place === 0 ? '' : place === words.length - 1 ? ' and ' : ', '}
          <a href={`/learn#${word.replaceAll(' ', '-')}`}>{word}</a>
        </Fragment>
      ))}
    </p>
  );
}
