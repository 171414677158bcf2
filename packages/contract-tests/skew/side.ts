/** The packages of one release, or of one spec. They have the types of what is here, which is what is tried. */
export interface Side {
  readonly brandlovers: typeof import('@ticketbridge/brandlovers');
  readonly clubcollect: typeof import('@ticketbridge/clubcollect');
  readonly facade: typeof import('@ticketbridge/facade');
  readonly sandbox: typeof import('@ticketbridge/sandbox');
}

/** The packages as they are here. */
export async function sideHere(): Promise<Side> {
  const [brandlovers, clubcollect, facade, sandbox] = await Promise.all([
    import('@ticketbridge/brandlovers'),
    import('@ticketbridge/clubcollect'),
    import('@ticketbridge/facade'),
    import('@ticketbridge/sandbox'),
  ]);
  return { brandlovers, clubcollect, facade, sandbox };
}
