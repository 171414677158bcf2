import { control } from './control.ts';
import { attempt, byId, h } from './dom.ts';
import { text } from './json.ts';

const STEPS: readonly (readonly [string, number])[] = [
  ['+1 minute', 60_000],
  ['+1 hour', 3_600_000],
  ['+1 day', 86_400_000],
];

/** How far the sandbox's clock may be from the machine's before it is said to differ. */
const SLACK = 10_000;

/** The sandbox's clock, and what sets it. */
export function clockView(): { show(clock: unknown): void } {
  const button = byId('clock');
  let told = '';
  const now = h('input', { required: true, name: 'now', 'aria-label': 'Time, as ISO 8601' });
  const run = (method: string, path: string, body?: { readonly [name: string]: unknown }) => () =>
    attempt(async () => {
      show(await control(method, `/clock${path}`, body));
      now.value = told;
    });
  const quiet = (words: string, onclick: () => void) =>
    h('button', { type: 'button', className: 'quiet', onclick }, words);
  const form = h('form', { className: 'row' }, now, h('button', {}, 'Set'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run('PUT', '', { now: now.value })();
  });
  const popover = byId('clock-settings');
  popover.append(
    h('h2', {}, 'Clock'),
    h('p', { className: 'faint' }, 'It gives each message and ticket its time. Once it is set, it stands still.'),
    form,
    h('div', { className: 'row' }, ...STEPS.map(([words, ms]) => quiet(words, run('POST', '/advance', { ms })))),
    h('div', { className: 'row' }, quiet("Run with the machine's again", run('DELETE', ''))),
  );
  popover.addEventListener('beforetoggle', () => {
    now.value = told;
  });
  function show(clock: unknown): void {
    const iso = text(clock, 'now');
    told = iso;
    const isMoved = Math.abs(Date.parse(iso) - Date.now()) > SLACK;
    button.replaceChildren(h('code', {}, h('span', { className: 'date' }, `${iso.slice(0, 10)} `), iso.slice(11, 16)));
    button.toggleAttribute('data-changed', isMoved);
    button.setAttribute('aria-label', `Clock: ${iso}${isMoved ? ", not the machine's" : ''}`);
  }
  return { show };
}
