import type { Ledger, LedgerCell, LedgerRow, Section, State } from '../ledger.ts';

type Column = Ledger['columns'][number];

const MEANINGS: Readonly<Record<Column, string>> = {
  emission: 'Client → spec: what clients send is what the spec says',
  absorption: 'Spec → client: whatever may be answered has a declared outcome',
  server: 'Server = spec: the sandbox takes and answers by the spec',
  'end-to-end': 'Client and sandbox: both ends of one exchange',
};
const SIGNS: Readonly<Record<State, string>> = { green: '✓', amber: '!', red: '✕', grey: '–' };
const WORDS: Readonly<Record<State, string>> = {
  green: 'proven',
  amber: 'not proven, with a reason',
  red: 'not proven',
  grey: 'cannot apply',
};
const APPLYING: readonly State[] = ['green', 'amber', 'red'];
const STATES: readonly State[] = ['green', 'amber', 'red', 'grey'];

const ledger: Ledger = JSON.parse(byId('ledger').textContent ?? '');
const { columns, problems, summary, sections, tests } = ledger;

/** A section of the map with the elements that a filter hides. */
interface Drawn {
  readonly section: Section;
  readonly details: HTMLDetailsElement;
  readonly rows: readonly { readonly row: LedgerRow; readonly text: string; readonly line: HTMLElement }[];
  readonly groups: readonly { readonly line: HTMLElement; readonly members: readonly HTMLElement[] }[];
}

drawVerdict();
drawProblems();
drawSummary();
const drawn = sections.map(drawSection);
drawMap();
listen();

function drawVerdict(): void {
  const [red, green] = [sum('red'), sum('green')];
  byId('verdict').textContent =
    red > 0
      ? `${red} of ${red + green} promises are not proven.`
      : problems.length > 0
        ? 'Nothing is sure: the proof itself has failed.'
        : `${green} promises, each proven by a test.`;
}

function drawProblems(): void {
  const red = sum('red');
  const isWhole = red === 0 && problems.length === 0;
  byId('problems').hidden = isWhole;
  const lines = problems.map((problem) => element('li', '', problem));
  if (red > 0) lines.push(element('li', '', [`${red} red cells: no test proves them. `, drawRedFilter()]));
  byId('problems')
    .querySelector('ul')
    ?.append(...lines);
}

function drawRedFilter(): HTMLElement {
  const button = element('button', 'link', 'Show them');
  button.setAttribute('type', 'button');
  button.addEventListener('click', () => {
    document.querySelector<HTMLInputElement>('input[value=red]')?.click();
    byId('filter').scrollIntoView();
  });
  return button;
}

function sum(state: State): number {
  return columns.reduce((total, column) => total + summary.states[state][column], 0);
}

function drawSummary(): void {
  const { total, proven } = summary.pairs;
  byId('summary').append(
    ...columns.map((column) => {
      const all = APPLYING.reduce((cells, state) => cells + summary.states[state][column], 0);
      const percent = all === 0 ? 100 : Math.floor((100 * summary.states.green[column]) / all);
      const ring = element('div', 'ring');
      ring.append(
        drawRing(column, all),
        element('div', '', [element('strong', '', `${percent} %`), element('span', '', `of ${all} cells`)]),
      );
      const stack = element('div', 'stack');
      const counts = element('ul', 'counts');
      for (const state of STATES) {
        const count = summary.states[state][column];
        if (count === 0) continue;
        const part = element('i', state);
        part.style.flexGrow = `${count}`;
        stack.append(part);
        counts.append(
          element('li', '', [element('i', `dot ${state}`), `${count}`, element('span', 'hidden', ` ${WORDS[state]}`)]),
        );
      }
      return element('article', 'card', [
        element('h3', '', column),
        element('p', '', MEANINGS[column]),
        ring,
        element('div', 'pairs', `${proven[column]}/${total} operations and statuses`),
        stack,
        counts,
      ]);
    }),
  );
}

/** One arc for each state that applies: whatever is not proven is seen. */
function drawRing(column: Column, all: number): SVGElement {
  const svg = svgElement('svg', { viewBox: '0 0 100 100', 'aria-hidden': 'true' });
  const around = 2 * Math.PI * 44;
  const circle = { cx: '50', cy: '50', r: '44' };
  svg.append(svgElement('circle', circle));
  let before = 0;
  for (const state of APPLYING) {
    const count = summary.states[state][column];
    if (count === 0) continue;
    // A single cell among thousands has to be seen too.
    const length = Math.max((around * count) / all, 2);
    const offset = Math.max(0, Math.min((around * before) / all, around - length));
    const dashes = { 'stroke-dasharray': `${length} ${around}`, 'stroke-dashoffset': `${-offset}` };
    svg.append(svgElement('circle', { ...circle, ...dashes, class: `arc-${state}` }));
    before += count;
  }
  return svg;
}

function drawSection(section: Section): Drawn {
  const name = element('div', '', [element('b', '', section.title), element('small', 'mono', section.subtitle)]);
  const line = element('summary', '', [name, ...columns.map((column) => drawMosaic(section, column))]);
  const body = element('tbody');
  const rows: { row: LedgerRow; text: string; line: HTMLElement }[] = [];
  const groups: { line: HTMLElement; members: HTMLElement[] }[] = [];
  let group: string | undefined;
  for (const row of section.rows) {
    if (row.group !== group) {
      group = row.group;
      const head = element('th', '', titleOf(group));
      head.setAttribute('colspan', `${columns.length + 1}`);
      const heading = element('tr', 'group', [head]);
      groups.push({ line: heading, members: [] });
      body.append(heading);
    }
    const label = element('th', 'mono', row.label);
    label.setAttribute('scope', 'row');
    const drawnRow = element('tr', '', [label, ...columns.map((column) => drawCell(section, row, column))]);
    groups.at(-1)?.members.push(drawnRow);
    body.append(drawnRow);
    const named = columns.flatMap((column) => row.cells[column].by ?? []).map((place) => tests[place]);
    const text = [section.vendor, row.name, ...named.map((test) => `${test?.file} ${test?.name}`)]
      .join(' ')
      .toLowerCase();
    rows.push({ row, text, line: drawnRow });
  }
  const head = element('thead', '', [
    element('tr', '', [
      element('th', '', [element('span', 'hidden', 'promise')]),
      ...columns.map((column) => element('th', '', [element('span', '', column)])),
    ]),
  ]);
  const details = element('details', 'op', [line, element('table', '', [head, body])]);
  return { section, details, rows, groups };
}

function titleOf(group: string): string {
  if (/^\d{3}$/.test(group)) return `The body of a ${group}`;
  return group === 'request' ? 'The body of the request' : group;
}

function drawMosaic({ rows }: Section, column: Column): HTMLElement {
  const cells = rows.map((row) => row.cells[column]).filter(({ state }) => state !== 'grey');
  const mosaic = element(
    'div',
    'mosaic',
    cells.map(({ state }) => element('i', state)),
  );
  const proven = cells.filter(({ state }) => state === 'green').length;
  const share = element('div', 'share', cells.length === 0 ? 'cannot apply' : `${proven}/${cells.length}`);
  share.dataset.column = column;
  return element('div', '', [mosaic, share]);
}

function drawCell(section: Section, row: LedgerRow, column: Column): HTMLElement {
  const cell = row.cells[column];
  const button = element('button', 'cell', SIGNS[cell.state]);
  button.setAttribute('type', 'button');
  button.dataset.state = cell.state;
  button.setAttribute('aria-label', `${row.name}, ${column}: ${WORDS[cell.state]}`);
  button.title = cell.why ?? nameOf(cell) ?? '';
  button.addEventListener('click', () => showDetail(section, row, column));
  return element('td', '', [button]);
}

function nameOf({ by }: LedgerCell): string | undefined {
  return tests[by?.[0] ?? -1]?.name;
}

function showDetail({ vendor }: Section, row: LedgerRow, column: Column): void {
  const cell = row.cells[column];
  byId('detail-title').textContent = `${vendor}: ${row.name}`;
  byId('detail-state').replaceChildren(
    element('i', `dot ${cell.state}`),
    `${column}: ${WORDS[cell.state]}${cell.why ? `: ${cell.why}` : ''}`,
  );
  const named = (cell.by ?? []).flatMap((place) => tests[place] ?? []);
  const list = element(
    'ol',
    '',
    named.map((test) =>
      element('li', '', [
        test.name,
        element('small', 'mono', `${test.file}${test.outcome === 'passed' ? '' : ` (${test.outcome})`}`),
      ]),
    ),
  );
  byId('detail-body').replaceChildren(list);
  const dialog = byId('detail');
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}

function drawMap(): void {
  for (const vendor of new Set(sections.map((section) => section.vendor))) {
    const own = drawn.filter(({ section }) => section.vendor === vendor);
    byId('map').append(
      element('section', '', [
        element('h3', 'vendor', vendor),
        element('div', 'heads', [element('span'), ...columns.map((column) => element('span', '', column))]),
        ...own.map(({ details }) => details),
      ]),
    );
  }
}

function listen(): void {
  const text = byId('text');
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[name=state]')];
  const apply = () => {
    const words = text instanceof HTMLInputElement ? text.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
    const states = boxes.filter((box) => box.checked).map((box) => box.value);
    filter(words, states);
  };
  byId('filter').addEventListener('input', apply);
  byId('filter').addEventListener('submit', (event) => event.preventDefault());
  byId('clear').addEventListener('click', () => {
    if (text instanceof HTMLInputElement) text.value = '';
    for (const box of boxes) box.checked = false;
    apply();
  });
  const theme = document.documentElement.dataset;
  theme.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  byId('theme').addEventListener('click', () => {
    theme.theme = theme.theme === 'dark' ? 'light' : 'dark';
  });
  apply();
}

function filter(words: readonly string[], states: readonly string[]): void {
  const isOn = words.length > 0 || states.length > 0;
  const applying: readonly string[] = APPLYING;
  let shown = 0;
  for (const { details, rows, groups } of drawn) {
    let own = 0;
    for (const { row, text, line } of rows) {
      const fits =
        words.every((word) => text.includes(word)) &&
        // A row that applies nowhere is there for those who ask.
        columns.some((column) => (states.length > 0 ? states : applying).includes(row.cells[column].state));
      line.hidden = !fits;
      if (fits) own += 1;
    }
    for (const { line, members } of groups) line.hidden = members.every((member) => member.hidden);
    details.hidden = own === 0;
    details.open = isOn && own > 0;
    shown += own;
  }
  byId('found').textContent = shown === 1 ? '1 row' : `${shown} rows`;
  byId('nothing').hidden = shown > 0;
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  content: string | readonly (string | Node)[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...(typeof content === 'string' ? [content] : content));
  return made;
}

function svgElement(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made instanceof SVGElement ? made : svgElement('g', {});
}
