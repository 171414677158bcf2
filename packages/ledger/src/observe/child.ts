// Loaded into every process that a test starts, by `--import`: its clients are observed as those of the test are.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { observeChildren, takeFile } from './children.ts';
import { isObserved, observedModule } from './modules.ts';

const file = takeFile();
const SCHEME = 'observed:';

if (file) {
  observeChildren(() => file);
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (!isObserved(specifier, context.parentURL)) return resolved;
      return { url: `${SCHEME}${specifier}#${resolved.url}`, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.startsWith(SCHEME)) return next(url, context);
      const [specifier = '', real = ''] = url.slice(SCHEME.length).split('#');
      return { format: 'module', source: observedModule(specifier, real), shortCircuit: true };
    },
  });
  const write = (line: object) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  globalThis.ticketbridgeObserver = {
    // Written at once: a process may be killed.
    sent: (request) => write({ sent: request }),
    settled: (call) => write({ settled: call }),
  };
}
