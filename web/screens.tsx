import type { ComponentType } from 'preact';
import lazy from 'preact-iso/lazy';
import { Domains } from './domains/domains.tsx';
import type { Place } from './frame/frame.tsx';
import { Unreached } from './frame/lost.tsx';

/** What the navigation leads to, in its order. */
export const PLACES: readonly Place[] = [
  { path: '/domains', name: 'Domains' },
  { path: '/proposals', name: 'Proposals' },
  { path: '/ladder', name: 'Ladder' },
  { path: '/ledger', name: 'Ledger' },
  { path: '/audit-plan', name: 'Audit plan' },
  { path: '/exports', name: 'Exports' },
  { path: '/data', name: 'Data' },
  { path: '/settings', name: 'Settings' },
  { path: '/learn', name: 'Learn' },
];

/** Every screen by its address. The first one comes with the page, each other one when it is gone to. */
export const SCREENS = [
  { path: '/domains', component: Domains },
  {
    path: '/domains/:domain',
    component: later(() => import('./domain/domain.tsx').then(({ Domain }) => Domain)),
  },
  {
    path: '/domains/:domain/decisions',
    component: later(() => import('./decisions/decisions.tsx').then(({ Decisions }) => Decisions)),
  },
  {
    path: '/proposals',
    component: later(() => import('./proposals/proposals.tsx').then(({ Proposals }) => Proposals)),
  },
  {
    path: '/proposals/:id',
    component: later(() => import('./proposal/proposal.tsx').then(({ ProposalScreen }) => ProposalScreen)),
  },
  {
    path: '/propose/:domain',
    component: later(() => import('./propose/propose.tsx').then(({ Propose }) => Propose)),
  },
  {
    path: '/ladder',
    component: later(() => import('./ladder/ladder.tsx').then(({ Ladder }) => Ladder)),
  },
  {
    path: '/ladder/:domain',
    component: later(() =>
      import('./ladder/domain-authority.tsx').then(({ DomainAuthority }) => DomainAuthority),
    ),
  },
  {
    path: '/ladder/:domain/:act',
    component: later(() => import('./ladder/take-back.tsx').then(({ TakeBack }) => TakeBack)),
  },
  {
    path: '/ledger',
    component: later(() => import('./ledger/ledger.tsx').then(({ Ledger }) => Ledger)),
  },
  {
    path: '/audit-plan',
    component: later(() => import('./audit-plan/audit-plan.tsx').then(({ AuditPlan }) => AuditPlan)),
  },
  {
    path: '/exports',
    component: later(() => import('./exports/exports.tsx').then(({ Exports }) => Exports)),
  },
  {
    path: '/data',
    component: later(() => import('./data/data.tsx').then(({ Data }) => Data)),
  },
  {
    path: '/settings',
    component: later(() => import('./settings/settings.tsx').then(({ SettingsScreen }) => SettingsScreen)),
  },
  {
    path: '/learn',
    component: later(() => import('./learn/learn.tsx').then(({ Learn }) => Learn)),
  },
] as const;

/** A screen whose files come when it is gone to, or what is said where they do not. */
function later(load: () => Promise<ComponentType>): ComponentType {
  return lazy(() => load().catch(() => Unreached));
}
