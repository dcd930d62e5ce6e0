import { useState } from 'preact/hooks';
import type { RuleName, Settings, SettingsEdit } from '../../src/contracts/settings.ts';
import { visible } from '../../src/contracts/visible.ts';
import { useFilters } from '../address/use-filters.ts';
import { writtenRule } from './known-rules.ts';
import { Review } from './review.tsx';
import { RuleField } from './rule-field.tsx';
import { FIELD_GROUPS } from './rule-fields.ts';
import { editValue, ruleText, typedText } from './rule-value.ts';

interface RulesFormProps {
  readonly settings: Settings;
  readonly digest: string;
  readonly onSaved: () => void;
}

/** Typed values, by the domain and the rule that they are for; what is not here stands as it is. */
type Typed = Readonly<Record<string, { readonly edit: Omit<SettingsEdit, 'value'>; readonly text: string }>>;

/** The rules that people change, as fields: of all domains, or of one. */
export function RulesForm({ settings, digest, onSaved }: RulesFormProps) {
  const { get, set } = useFilters();
  const [typed, setTyped] = useState<Typed>({});
  const named = get('domain');
  const domain = settings.domains.includes(named) ? named : null;
  const stands = (of: string | null, rule: RuleName): string =>
    typedText(rule, writtenRule(settings, of, rule));
  const edits = Object.values(typed)
    .filter(({ edit, text }) => text !== stands(edit.domain, edit.rule))
    .map(({ edit, text }) => ({ ...edit, value: editValue(edit.rule, text) }));
  return (
    <>
      <form class="rules-form" onSubmit={(event) => event.preventDefault()}>
        <label class="scope">
          Rules of
          <select value={domain ?? ''} onChange={({ currentTarget }) => set({ domain: currentTarget.value })}>
            <option value="">all domains that have none of their own</option>
            {settings.domains.map((one) => (
              <option key={one} value={one}>
                {visible(one)}
              </option>
            ))}
          </select>
        </label>
        {FIELD_GROUPS.map(({ title, rules }) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            <div class="rule-fields">
              {rules.map(([rule, hint]) => {
                const key = JSON.stringify([domain, rule]);
                return (
                  <RuleField
                    key={key}
                    rule={rule}
                    hint={hint}
                    otherwise={otherwiseOf(settings, domain, rule)}
                    typed={typed[key]?.text ?? stands(domain, rule)}
                    onInput={(text) => setTyped({ ...typed, [key]: { edit: { domain, rule }, text } })}
                  />
                );
              })}
            </div>
          </fieldset>
        ))}
      </form>
      <Review asked={edits.length === 0 ? null : { edits }} digest={digest} onSaved={onSaved} />
    </>
  );
}

/** What holds where a field is left empty. */
function otherwiseOf(settings: Settings, domain: string | null, rule: RuleName): string {
  if (domain !== null) return `${ruleText(rule, writtenRule(settings, null, rule))}, as all`;
  if (rule === 'maxAmount') return 'amounts do not matter';
  return rule === 'alwaysReview' ? 'none' : 'the usual value';
}
