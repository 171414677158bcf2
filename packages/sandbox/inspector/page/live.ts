import { control } from './control.ts';
import { entriesOf } from './journal.ts';
import { at } from './json.ts';

/** The milliseconds between two attempts to connect, and between two looks at what has changed unheard. */
const PAUSE = 1_000;
const LOOK = 2_000;

interface Listener {
  /** Called with the whole journal for each connection, before anything is heard on it. */
  connected(entries: readonly unknown[]): Promise<void>;
  heard(entry: unknown): void;
  /** Called from time to time while the page is seen. */
  idle(): void;
  /** Called once somebody else has emptied the journal. */
  emptied(): void;
}

/** Hears of each exchange as it is made, and connects again until the sandbox is back. */
export async function follow(place: HTMLElement, listener: Listener): Promise<void> {
  const say = (words: string, isLost: boolean) => {
    if (place.textContent !== words) place.textContent = words;
    place.toggleAttribute('data-lost', isLost);
  };
  let last = 0;
  const connect = async (): Promise<void> => {
    try {
      const entries = entriesOf(await control('GET', '/journal'));
      last = idOf(entries.at(-1));
      await listener.connected(entries);
    } catch {
      lose();
      return;
    }
    const stream = new EventSource(`/_sandbox/journal/stream?after=${last}`);
    stream.addEventListener('open', () => say('live', false));
    stream.addEventListener('message', ({ data }) => {
      const entry: unknown = JSON.parse(data);
      last = idOf(entry);
      listener.heard(entry);
    });
    // Not left to the browser: another sandbox may have taken the place of this one, and counts anew.
    stream.addEventListener('error', () => {
      stream.close();
      lose();
    });
  };
  const lose = () => {
    say('The sandbox has stopped. Trying again…', true);
    setTimeout(connect, PAUSE);
  };
  setInterval(async () => {
    if (document.hidden || place.hasAttribute('data-lost')) return;
    listener.idle();
    if (last === 0) return;
    const asked = last;
    const newer = entriesOf(await control('GET', `/journal?after=${asked - 1}`).catch(() => ({ entries: [{}] })));
    if (newer.length > 0 || last !== asked) return;
    last = 0;
    listener.emptied();
  }, LOOK);
  await connect();
}

function idOf(entry: unknown): number {
  const id = at(entry, 'id');
  return typeof id === 'number' ? id : 0;
}
