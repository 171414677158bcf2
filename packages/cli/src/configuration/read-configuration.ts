import { UsageError } from '../usage-error.ts';
import type { Configuration } from './configuration.ts';
import { type Environment, given, readEnvironment, VENDOR_VARIABLES } from './environment.ts';
import { placeOfFile, readConfigurationFile } from './file.ts';

/**
 * Reads the configuration: what the environment says of a vendor or the inbox, and else what the file says of it. Nothing
 * that is said of a vendor's address is passed over: what is sent would reach customers elsewhere.
 *
 * @param flag the path of the file, where a flag names one
 * @throws UsageError naming the variable or the field that is wrong, never its value
 */
export async function readConfiguration(env: Environment, flag: string | undefined): Promise<Configuration> {
  const told = readEnvironment(env);
  const place = placeOfFile(env, flag);
  const kept = await readConfigurationFile(place);
  for (const vendor of ['brandlovers', 'clubcollect'] as const) {
    const { url, credentials } = VENDOR_VARIABLES[vendor];
    if (!told[vendor] && given(env, url) !== undefined) throw new UsageError(urlAlone(url, credentials, place.path));
    if (told[vendor] && !told[vendor].baseUrl && kept[vendor]?.baseUrl) {
      throw new UsageError(
        `${credentials} would replace "${vendor}" of ${place.path}, also its "baseUrl": set ${url} beside it`,
      );
    }
  }
  return {
    brandlovers: told.brandlovers ?? kept.brandlovers,
    clubcollect: told.clubcollect ?? kept.clubcollect,
    inbox: told.inbox ?? kept.inbox,
  };
}

function urlAlone(url: string, credentials: string, path: string): string {
  return `${url} is set and ${credentials} not: it does not change where ${path} sends; set both, or write "baseUrl" there`;
}
