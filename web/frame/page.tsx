import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { momentText } from '../../src/contracts/figures.ts';
import { agoText } from '../parts/times.ts';
import { useServerTime } from '../session/session.tsx';

interface PageProps {
  readonly title: string;
  /** The page above this one. */
  readonly above?: { readonly path: string; readonly name: string };
  /** RFC 3339 time up to which the record reaches; null while it is not known. */
  readonly asOf: string | null;
  readonly children: ComponentChildren;
}

/** One screen under its title, and as of when it speaks. */
export function Page({ title, above, asOf, children }: PageProps) {
  const now = useServerTime();
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
        <p class="as-of">
          {asOf === null ? (
            ' '
          ) : (
            <>
              As of <time dateTime={asOf}>{momentText(asOf)}</time>, the newest decision{' '}
              {agoText(now - Date.parse(asOf))} ago
            </>
          )}
        </p>
      </header>
      {children}
    </>
  );
}
