import type { ComponentChildren } from 'preact';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { LogIn } from './log-in.tsx';
import { useAskedSession } from './session.tsx';

/** What is for those alone who are known where callers must be. */
export function Gate({ children }: { readonly children: ComponentChildren }) {
  return (
    <Answered asked={useAskedSession()} waiting={<Skeleton kind="words" />}>
      {({ mode, actor }) => (mode === 'tokens' && actor === null ? <LogIn /> : children)}
    </Answered>
  );
}
