/** Aborts when somebody interrupts this process, which then ends as it does after a failure: nothing is left behind. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort(new Error(`${name}.`)));
  return controller.signal;
}
