import type { Configuration } from './configuration/configuration.ts';
import { readConfiguration } from './configuration/read-configuration.ts';
import { sourcesOf } from './configuration/sources.ts';
import type { Common, Context } from './context.ts';
import { vendorsDesk } from './desk/vendors.ts';
import type { Io } from './io.ts';
import { Output } from './output.ts';
import { UsageError } from './usage-error.ts';

export function contextOf(io: Io, { isJson, config }: Common): Context {
  return {
    io,
    out: new Output(io),
    isJson,
    openDesk: async () => {
      const configuration = await readConfiguration(io.env, config);
      refuseNothing(configuration);
      return vendorsDesk(sourcesOf(configuration), io.signal);
    },
  };
}

function refuseNothing({ brandlovers, clubcollect }: Configuration): void {
  if (brandlovers || clubcollect) return;
  throw new UsageError(
    "no account is configured: set BRANDLOVERS_TOKENS, or CLUBCOLLECT_API_KEY and CLUBCOLLECT_COMPANIES; see 'ticketbridge --help'",
  );
}
