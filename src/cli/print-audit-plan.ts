import type { AuditPlanReport } from '../contracts/audit-plan.ts';
import {
  AUDIT_PLAN_HEADINGS,
  type AuditPlanRow,
  auditPlanNotes,
  auditPlanRow,
} from '../reports/audit-plan-row.ts';
import { inputText } from '../reports/figures.ts';
import { displayWidth, shorten, wrap } from './display-width.ts';
import { PLAIN, type Screen } from './screen.ts';

type Name = keyof AuditPlanRow;

const GAP = '  ';
const WIDEST_NAME = 60;
const NARROWEST_NAME = 12;
const WIDEST_NOTE = 100;
const LEFT: readonly Name[] = ['domain', 'model', 'ready'];
/** What gives way on a narrow screen, the least missed first. */
const SPARE: readonly Name[] = ['model', 'adds', 'week', 'from'];

/** What an AI lead reads in a terminal: one line per domain, then how the plan is to be used. */
export function auditPlanTable(report: AuditPlanReport, screen: Screen = PLAIN): string {
  const rows = report.domains.map((one) => {
    const row = auditPlanRow(one);
    return { ...row, domain: shorten(row.domain, WIDEST_NAME), model: shorten(row.model, WIDEST_NAME) };
  });
  const room = screen.columns ?? Number.POSITIVE_INFINITY;
  const unversioned = rows.every((row) => row.model === 'unversioned');
  const all = (Object.keys(AUDIT_PLAN_HEADINGS) as Name[]).filter((name) => name !== 'model' || !unversioned);
  const lines = table(rows, columnsFor(rows, all, room), room, screen);
  const notes = auditPlanNotes(report).flatMap((note) => wrap(note, Math.min(room, WIDEST_NOTE)));
  const footer = `${inputText(report.input)}\nas of ${report.asOf}\n`;
  return `${lines.join('\n')}\n\n${notes.join('\n')}\n\n${footer}`;
}

/** The most columns that fit; where few do, the last one goes below its row before a figure goes. */
function columnsFor(rows: readonly AuditPlanRow[], all: readonly Name[], room: number): readonly Name[] {
  const figures = all.filter((name) => name !== 'ready');
  const without = (names: readonly Name[], spared: number): Name[] =>
    names.filter((name) => !SPARE.slice(0, spared).includes(name));
  const choices = [all, without(all, 1), ...[0, 1, 2, 3].map((spared) => without(figures, spared))];
  return choices.find((names) => totalWidth(rows, names) <= room) ?? without(figures, SPARE.length);
}

function table(
  rows: readonly AuditPlanRow[],
  columns: readonly Name[],
  room: number,
  screen: Screen,
): string[] {
  const isWide = columns.includes('ready');
  const spare = room - totalWidth(rows, columns) + columnWidth(rows, 'domain');
  const short = rows.map((row) => ({ ...row, domain: shorten(row.domain, Math.max(spare, NARROWEST_NAME)) }));
  const widths = columns.map((name) => columnWidth(short, name));
  const line = (cell: (name: Name) => string): string =>
    columns
      .map((name, index) => {
        const text = cell(name);
        const blanks = ' '.repeat((widths[index] as number) - displayWidth(text));
        return LEFT.includes(name) ? text + blanks : blanks + text;
      })
      .join(GAP)
      .trimEnd();
  const body = short.flatMap((row) => {
    const below = isWide || row.ready === '' ? [] : wrap(row.ready, room - GAP.length);
    return [line((name) => row[name]), ...below.map((text) => screen.dim(`${GAP}${text}`))];
  });
  const rule = '─'.repeat(totalWidth(short, columns));
  return [screen.dim(line((name) => AUDIT_PLAN_HEADINGS[name])), screen.dim(rule), ...body];
}

function columnWidth(rows: readonly AuditPlanRow[], name: Name): number {
  return Math.max(displayWidth(AUDIT_PLAN_HEADINGS[name]), ...rows.map((row) => displayWidth(row[name])));
}

function totalWidth(rows: readonly AuditPlanRow[], names: readonly Name[]): number {
  return names.reduce((sum, name) => sum + columnWidth(rows, name) + GAP.length, -GAP.length);
}
