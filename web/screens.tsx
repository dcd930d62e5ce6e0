import type { ComponentType } from 'preact';
import lazy from 'preact-iso/lazy';
import { Domains } from './domains/domains.tsx';
import type { Place } from './frame/frame.tsx';
import { Unreached } from './frame/lost.tsx';

/** What the navigation leads to, in its order. */
export const PLACES: readonly Place[] = [{ path: '/domains', name: 'Domains' }];

/** Every screen by its address. The first one comes with the page, each other one when it is gone to. */
export const SCREENS = [
  { path: '/domains', component: Domains },
  {
    path: '/domains/:domain',
    component: later(() => import('./domain/domain.tsx').then(({ Domain }) => Domain)),
  },
] as const;

/** A screen whose files come when it is gone to, or what is said where they do not. */
function later(load: () => Promise<ComponentType>): ComponentType {
  return lazy(() => load().catch(() => Unreached));
}
