import { useState } from 'preact/hooks';
import type { Refusal } from './refusal.ts';
import { send } from './send.ts';

export interface Sending {
  readonly isSending: boolean;
  /** Why the last thing that was sent was not done. */
  readonly refusal: Refusal | null;
  /** Sends, one at a time; null where it was not done. */
  readonly sendNow: (path: string, body?: object, method?: 'POST' | 'PUT') => Promise<object | null>;
}

/** Sends what a form says, and keeps why that was refused. */
export function useSend(): Sending {
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const sendNow: Sending['sendNow'] = async (path, body, method = 'POST') => {
    if (isSending) return null;
    setIsSending(true);
    setRefusal(null);
    const outcome = await send(method, path, body);
    setIsSending(false);
    if (outcome.state === 'answered') return outcome.value;
    setRefusal(outcome.refusal);
    return null;
  };
  return { isSending, refusal, sendNow };
}
