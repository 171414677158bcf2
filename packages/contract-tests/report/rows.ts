import { capabilities } from '@ticketbridge/facade';
import { type Column, type Row, readVendors, rowsOf, type Spec } from '@ticketbridge/ledger';
import { at, entries, items } from '@ticketbridge/ledger/json';
import { startSandbox } from '@ticketbridge/sandbox';
import { hasHandlers } from '../test/spec.ts';
import { mappedFields } from './mapping.ts';

/** A row before its cells are known. */
export interface PlannedRow {
  readonly vendor: string;
  readonly name: string;
  readonly group: string;
  readonly label: string;
  readonly isPair: boolean;
  /** Why an ordinary run need not prove it; an exhaustive one has to. */
  readonly sampled?: string;
  /** Why no run has to prove it. */
  readonly excuse?: string;
  readonly greys: Readonly<Partial<Record<Column, string>>>;
}

/** The rows of an operation, or what else a vendor has. */
export interface PlannedSection {
  readonly vendor: string;
  readonly title: string;
  readonly subtitle: string;
  readonly rows: readonly PlannedRow[];
}

/** Lists what is to be proven, from what the specs, the facade and the sandbox say of themselves. */
export async function planSections(): Promise<readonly PlannedSection[]> {
  const switches = await readSwitches();
  return [...readVendors().values()].flatMap(({ spec }) => [
    ...operationSections(spec),
    ...extraSection(spec.name, 'Facade', 'what it makes of calls and of answers', [
      ...verbRows(spec.name),
      ...fieldRows(spec.name),
    ]),
    ...extraSection(spec.name, 'Switches', 'what the vendor leaves open', switchRows(spec.name, switches)),
  ]);
}

function operationSections(spec: Spec): PlannedSection[] {
  const rows = rowsOf(spec);
  const excuse = hasHandlers(spec.name) ? {} : { excuse: WITHOUT_HANDLERS };
  return spec.operations.map(({ id, method, path }) => ({
    vendor: spec.name,
    title: id,
    subtitle: `${method} ${path}`,
    rows: rows.filter(({ operation }) => operation === id).map((row) => ({ ...plannedRow(row), ...excuse })),
  }));
}

const WITHOUT_HANDLERS =
  'nobody has written handlers for this vendor: the sandbox has the examples of its spec alone, and no test knows more';

function plannedRow({ vendor, name, operation, subject, greys }: Row): PlannedRow {
  const own = name.slice(operation.length + 1);
  const group = groupOf(subject);
  const label = own.startsWith(`${group} `) ? own.slice(group.length + 1) : own;
  return { vendor, name, group, label, isPair: subject.kind === 'pair', greys };
}

function groupOf(subject: Row['subject']): string {
  if (subject.kind === 'pair') return 'statuses';
  return 'side' in subject ? `${subject.side}` : `${subject.in}/${subject.name}`;
}

function extraSection(vendor: string, title: string, subtitle: string, rows: readonly PlannedRow[]): PlannedSection[] {
  return rows.length === 0 ? [] : [{ vendor, title, subtitle, rows }];
}

const OF_OPERATIONS = 'a verb is made of operations: their own rows tell what a server does, and what a client takes';

function verbRows(vendor: string): PlannedRow[] {
  return entries(at(capabilities(), vendor)).map(([verb, can]) => {
    const why = typeof can === 'string' ? `the vendor has no such verb: ${can}` : undefined;
    const greys = why
      ? { emission: why, absorption: why, server: why, 'end-to-end': why }
      : { absorption: OF_OPERATIONS, server: OF_OPERATIONS };
    return { vendor, name: `mapping ${verb}`, group: 'verbs', label: verb, isPair: false, greys };
  });
}

const OF_AN_ANSWER = 'a field of an answer: no client sends it';
const OF_BODIES = 'the rows of its operations tell what a server answers, and what a client takes';

function fieldRows(vendor: string): PlannedRow[] {
  const greys = { emission: OF_AN_ANSWER, absorption: OF_BODIES, server: OF_BODIES };
  return mappedFields(vendor).map(({ model, pointer }) => ({
    ...{ vendor, name: `mapping ${model} ${pointer}`, group: `the fields of a ${model}`, label: pointer },
    ...{ isPair: false, greys },
  }));
}

const OF_THE_VENDOR = 'a switch is a way in which a vendor may behave: no client sends it';
const SAMPLED = 'an ordinary run tries some of the switches: EXHAUSTIVE=1 pnpm contract:report tries all';
const OF_NO_SPEC = 'a switch is where the spec is silent: there is nothing that a server could break';
const OF_ANSWERS = 'what is answered under a switch is what the spec allows: its own rows tell what a client takes';

function switchRows(vendor: string, switches: readonly unknown[]): PlannedRow[] {
  return switches.flatMap((row) => {
    const name = String(at(row, 'name'));
    if (!name.startsWith(`${vendor}.`)) return [];
    return items(at(row, 'choices')).map((choice) => ({
      vendor,
      name: `switch ${name}=${choice}`,
      group: name.slice(vendor.length + 1),
      label: `${choice}${choice === at(row, 'byDefault') ? ' (assumed)' : ''}`,
      isPair: false,
      sampled: SAMPLED,
      greys: { emission: OF_THE_VENDOR, absorption: OF_ANSWERS, server: OF_NO_SPEC },
    }));
  });
}

async function readSwitches(): Promise<readonly unknown[]> {
  await using sandbox = await startSandbox();
  const list: unknown = Reflect.get(Object(at(sandbox, 'switches')), 'list');
  return typeof list === 'function' ? items(Reflect.apply(list, at(sandbox, 'switches'), [])) : [];
}
