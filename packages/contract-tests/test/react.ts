import { Window } from 'happy-dom';
import { createElement, useEffect } from 'react';
import { onTestFinished, vi } from 'vitest';

/** A component that calls a hook, and the values that the hook gives. */
export interface Rendered<T> {
  readonly current: () => T;
  /** Resolves to the first value that is so: the current one or one to come. */
  readonly until: (isSo: (value: T) => boolean) => Promise<T>;
}

interface ProbeProps<T> {
  readonly useValue: () => T;
  readonly tell: (value: T) => void;
}

function Probe<T>({ useValue, tell }: ProbeProps<T>) {
  const value = useValue();
  useEffect(() => tell(value));
  return null;
}

/** Renders a component that calls `useValue`, in a document of its own, which goes with the test. */
export async function renderHook<T>(useValue: () => T): Promise<Rendered<T>> {
  const window = new Window();
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', window.document);
  // It looks for the document when it is loaded.
  const { createRoot } = await import('react-dom/client');
  const root = createRoot(document.createElement('div'));
  onTestFinished(async () => {
    root.unmount();
    await new Promise((resolve) => setImmediate(resolve));
    vi.unstubAllGlobals();
    await window.happyDOM.close();
  });

  const values: T[] = [];
  const waiting = new Set<() => void>();
  const tell = (value: T) => {
    values.unshift(value);
    for (const look of waiting) look();
  };
  const until = (isSo: (value: T) => boolean) =>
    new Promise<T>((resolve) => {
      const look = () => {
        for (const value of values.slice(0, 1).filter(isSo)) {
          waiting.delete(look);
          resolve(value);
        }
      };
      waiting.add(look);
      look();
    });
  root.render(createElement(Probe<T>, { useValue, tell }));
  await until(() => true);
  const current = () => {
    const [value] = values;
    if (value === undefined) throw new Error('The hook gave nothing');
    return value;
  };
  return { current, until };
}
