import { useEffect, useRef, useState } from 'preact/hooks';
import { count, counted } from '../../src/contracts/figures.ts';
import type { Settings } from '../../src/contracts/settings.ts';
import { visible } from '../../src/contracts/visible.ts';
import { SETTINGS, SETTINGS_FILE } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Section } from '../parts/section.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLinkedPart } from '../parts/use-linked-part.ts';
import { whyNotConfigure } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { RulesForm } from './rules-form.tsx';
import { RulesTable } from './rules-table.tsx';
import { Tokens } from './tokens.tsx';
import { YamlForm } from './yaml-form.tsx';

const WORDS = ['delta', 'cooldown', 'maturity', 'quorum', 'token'];

/** The rules by which the server goes, and who has a token of it. */
export function SettingsScreen() {
  const asked = useAnswer(SETTINGS);
  return (
    <Page title="Settings" words={WORDS}>
      <Answered
        asked={asked}
        waiting={
          <>
            <Skeleton kind="words" />
            <Skeleton kind="table" />
          </>
        }
      >
        {(settings) => <Filled settings={settings} onSaved={asked.askAgain} />}
      </Answered>
    </Page>
  );
}

interface FilledProps {
  readonly settings: Settings;
  readonly onSaved: () => void;
}

function Filled({ settings, onSaved }: FilledProps) {
  useLinkedPart();
  const { file } = settings;
  const hindrance = whyNotConfigure(useSession());
  const isEditable = hindrance === null && file !== null;
  const [isSaved, setIsSaved] = useState(false);
  const told = useRef<HTMLParagraphElement>(null);
  const save = (): void => {
    setIsSaved(true);
    onSaved();
  };
  // The form that was pressed is another one by now: whoever saved goes on from what is said of it.
  useEffect(() => {
    if (isSaved) told.current?.focus();
  }, [isSaved, file?.digest]);
  return (
    <>
      <p class="lede">{readingOf(settings)}</p>
      <p role="status" class="said" ref={told} tabIndex={-1}>
        {isSaved ? 'Saved: the server goes by these rules now.' : ''}
      </p>
      <nav class="parts" aria-label="Parts of this page">
        <ul>
          {PARTS.filter(({ isForEditors }) => !isForEditors || isEditable).map(({ id, name }) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Section id="rules" title="The rules that hold">
        <RulesTable settings={settings} />
        {!isEditable && <p>{hindrance ?? NO_FILE}</p>}
      </Section>
      {isEditable && (
        <>
          <Section id="change" title="Change rules">
            <RulesForm key={file.digest} settings={settings} digest={file.digest} onSaved={save} />
          </Section>
          <Section id="file" title="The whole file">
            <WholeFile key={file.digest} onSaved={save} />
          </Section>
        </>
      )}
      <Section id="elsewhere" title="What is decided elsewhere">
        <Elsewhere />
      </Section>
      <Section id="tokens" title="Tokens">
        {hindrance === null ? <Tokens /> : <p>{hindrance}</p>}
      </Section>
    </>
  );
}

const PARTS = [
  { id: 'rules', name: 'The rules that hold', isForEditors: false },
  { id: 'change', name: 'Change rules', isForEditors: true },
  { id: 'file', name: 'The whole file', isForEditors: true },
  { id: 'elsewhere', name: 'What is decided elsewhere', isForEditors: false },
  { id: 'tokens', name: 'Tokens', isForEditors: false },
] as const;

const NO_FILE =
  'This server was started without a file of rules, and so they stay as they are. Write a leeway.yaml, or name one with --config, and start it again.';

function readingOf({ file, domains, configuration }: Settings): string {
  const own = Object.keys(Object(configuration['domains'])).length;
  const from = file === null ? 'leeway has by itself' : `stand in ${visible(file.name)}`;
  const go = `${counted(domains.length, 'domain')} ${domains.length === 1 ? 'goes' : 'go'}`;
  const theirs =
    own === 0 ? 'none has its own' : own === 1 ? 'one has its own' : `${count(own)} have their own`;
  return `${go} by the rules that ${from}; ${theirs} in part.`;
}

/** The text of the file, or why it is not shown: somebody may have changed it on its machine. */
function WholeFile({ onSaved }: { readonly onSaved: () => void }) {
  const { answer, askAgain } = useAnswer(SETTINGS_FILE);
  if (answer.state === 'waiting') return <Skeleton kind="table" />;
  if (answer.state === 'refused')
    return (
      <div class="not-done" role="alert">
        <p>
          <b class="trouble">The file cannot be changed here.</b> {answer.refusal.what}
        </p>
        <button type="button" onClick={askAgain}>
          Look again
        </button>
      </div>
    );
  return <YamlForm key={answer.value.digest} file={answer.value} onSaved={onSaved} />;
}
