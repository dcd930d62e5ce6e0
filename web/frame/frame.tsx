import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { linkedPart } from '../parts/use-linked-part.ts';
import { SnapshotNote } from '../session/snapshot-note.tsx';
import { Who } from '../session/who.tsx';
import { SchemeChoice } from './scheme-choice.tsx';

export interface Place {
  readonly path: string;
  readonly name: string;
}

interface FrameProps {
  /** What the navigation leads to. */
  readonly places: readonly Place[];
  readonly children: ComponentChildren;
}

/** What stands around every page. */
export function Frame({ places, children }: FrameProps) {
  const { path } = useLocation();
  const main = useFocusOnArrival(path);
  const isHere = (place: string): boolean => path === place || path.startsWith(`${place}/`);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="masthead">
        <a class="brand" href="/domains">
          leeway
        </a>
        <nav aria-label="Console">
          <ul>
            {places.map((place) => (
              <li key={place.path}>
                <a href={place.path} aria-current={isHere(place.path) ? 'page' : undefined}>
                  {place.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Who />
        <SchemeChoice />
      </header>
      <SnapshotNote />
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** Whoever goes to another page by a link goes on from its beginning, or from the part that it names: the link is not there any more. */
function useFocusOnArrival(path: string): RefObject<HTMLElement> {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
    linkedPart()?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
