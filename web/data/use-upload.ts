import { useEffect, useRef, useState } from 'preact/hooks';
import { expectNews } from '../ask/ask.ts';
import { type Upload, type UploadOutcome, upload } from './upload.ts';

/** Where the sending of a file stands. */
export type UploadState =
  | { readonly state: 'idle' }
  | { readonly state: 'sending'; readonly name: string; readonly share: number }
  | { readonly state: 'done'; readonly name: string; readonly outcome: UploadOutcome };

export interface Uploading {
  readonly now: UploadState;
  readonly send: (path: string, file: File) => void;
  readonly cancel: () => void;
}

/** Sends one file at a time. Leaving the page breaks off what is not sent yet. */
export function useUpload(onTaken: () => void): Uploading {
  const [now, setNow] = useState<UploadState>({ state: 'idle' });
  const current = useRef<Upload>(null);
  useEffect(() => () => current.current?.cancel(), []);
  const send: Uploading['send'] = (path, file) => {
    const { name } = file;
    const sending = (share: number): void => setNow({ state: 'sending', name, share });
    sending(0);
    const begun = upload(path, file, sending);
    current.current = begun;
    void begun.outcome.then((outcome) => {
      current.current = null;
      setNow({ state: 'done', name, outcome });
      if (outcome.state !== 'taken') return;
      expectNews();
      onTaken();
    });
  };
  return { now, send, cancel: () => current.current?.cancel() };
}
