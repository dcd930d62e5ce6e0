import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso/router';
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
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
