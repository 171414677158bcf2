import type { Plugin } from 'vitest/config';
import { isObserved, observedModule } from '../observe/modules.ts';

const PREFIX = '\0observed:';

/** Lets Vitest observe the clients that tests use. */
export function observing(): Plugin {
  return {
    name: 'ticketbridge-observing',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!isObserved(id, importer)) return undefined;
      const resolved = await this.resolve(id, importer, { skipSelf: true });
      return resolved ? `${PREFIX}${id}#${resolved.id}` : undefined;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return undefined;
      const [specifier = '', real = ''] = id.slice(PREFIX.length).split('#');
      return observedModule(specifier, real);
    },
  };
}
