import type { Configuration } from './configuration.ts';
import { readEnvironment } from './environment.ts';
import { readConfigurationFile } from './file.ts';

/**
 * Reads the configuration: what the environment says of a vendor or the inbox, and else what the file says of it.
 *
 * @param file the path of the file, where a flag names one
 * @throws UsageError naming the variable or the field that is wrong, never its value
 */
export async function readConfiguration(
  env: Readonly<Record<string, string | undefined>>,
  file: string | undefined,
): Promise<Configuration> {
  const told = readEnvironment(env);
  const kept = await readConfigurationFile(env, file);
  return {
    brandlovers: told.brandlovers ?? kept.brandlovers,
    clubcollect: told.clubcollect ?? kept.clubcollect,
    inbox: told.inbox ?? kept.inbox,
  };
}
