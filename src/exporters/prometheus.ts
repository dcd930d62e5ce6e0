import type { Policy } from '../contracts/policy.ts';
import type { Thresholds } from '../contracts/thresholds.ts';

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

/**
 * Metrics of what is in force, for the text file collector of the node exporter. A threshold that there is not has no
 * sample.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4)
 */
export function prometheus({ policies, floors, revision }: Thresholds): string {
  const each = (figureOf: (policy: Policy) => number | null, labels: Record<string, string> = {}) =>
    policies.flatMap((policy) => {
      const value = figureOf(policy);
      return value === null ? [] : [{ labels: { domain: policy.domain, ...labels }, value }];
    });
  const metrics: readonly Metric[] = [
    {
      name: 'leeway_export_info',
      help: 'The revision of the policies that follow.',
      samples: [{ labels: { revision }, value: 1 }],
    },
    {
      name: 'leeway_domain_level',
      help: 'Highest level of the AI in a domain: 0 in-the-loop, 1 on-the-loop, 2 autonomous.',
      samples: [...each(levelOf), ...floors.map(({ domain }) => ({ labels: { domain }, value: 0 }))],
    },
    {
      name: 'leeway_threshold',
      help: 'Confidence from which on the AI acts at a level.',
      samples: [
        ...each(({ autonomous }) => autonomous?.threshold ?? null, { level: 'autonomous', kind: 'in_force' }),
        ...each(({ onTheLoop }) => onTheLoop?.threshold ?? null, { level: 'on-the-loop', kind: 'in_force' }),
      ],
    },
    {
      name: 'leeway_policy_version',
      help: 'Version of the policy in force.',
      samples: each(({ version }) => version),
    },
    {
      name: 'leeway_policy_expires_timestamp_seconds',
      help: 'When the policy in force runs out, in seconds since 1970.',
      samples: each(({ expiresAt }) => Date.parse(expiresAt) / 1000),
    },
  ];
  return metrics.flatMap(linesOf).join('');
}

function levelOf({ autonomous, onTheLoop }: Policy): number {
  if (autonomous !== null) return 2;
  return onTheLoop === null ? 0 : 1;
}

function linesOf({ name, help, samples }: Metric): string[] {
  if (samples.length === 0) return [];
  const lines = samples.map(({ labels, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    return `${name}{${pairs.join(',')}} ${value}\n`;
  });
  return [`# HELP ${name} ${help}\n`, `# TYPE ${name} gauge\n`, ...lines];
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
