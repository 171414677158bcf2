import type { ApiReference } from '../reference/specs.ts';

/** A vendor, as the first page introduces it. */
export interface Introduction {
  readonly vendor: string;
  readonly title: string;
  readonly icon: 'comment' | 'email' | 'puzzle';
  readonly text: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

interface InFacade {
  readonly name: string;
  readonly icon: Introduction['icon'];
  readonly text: string;
}

/** The vendors whose conversations the facade's model covers. */
export const IN_THE_FACADE: Readonly<Record<string, InFacade>> = {
  brandlovers: {
    name: 'BrandLovers',
    icon: 'comment',
    text: `A marketplace. Its customers write to a seller about an order, and a ticket is one thread with a status. What
      you answer is pushed to the customer's phone where that is possible, and nothing takes it back.`,
  },
  clubcollect: {
    name: 'ClubCollect',
    icon: 'email',
    text: `Invoice collection for clubs. A ticket is one message about an invoice, and an invoice's tickets are the
      conversation. Which list a ticket stands in says whether it has been answered.`,
  },
};

type Vendor = Pick<ApiReference, 'vendor' | 'title' | 'isImported'>;

/** Introduces every vendor of the specs. One that the facade does not know has a client and an API all the same. */
export function introduce(vendors: readonly Vendor[]): readonly Introduction[] {
  return vendors.map(({ vendor, title, isImported }) => {
    const known = IN_THE_FACADE[vendor];
    return {
      vendor,
      title: known?.name ?? title,
      icon: known?.icon ?? 'puzzle',
      text:
        known?.text ??
        `A typed client${isImported ? ', made of the document that was imported as it is' : ''}. The one model does not cover it.`,
      links: [
        { href: `./packages/${vendor}/`, text: 'The client' },
        { href: `./reference/${vendor}/`, text: 'The API' },
        {
          href: `./maintaining/specs/${vendor}/`,
          text: isImported ? 'What the import changed' : 'What its page leaves open',
        },
      ],
    };
  });
}

/** Says what the one model is for: the vendors of the facade among those that there are. */
export function headline(vendors: readonly Vendor[]): { readonly title: string; readonly names: string } {
  const names = vendors.flatMap(({ vendor }) => IN_THE_FACADE[vendor]?.name ?? []);
  const count = COUNTS[names.length] ?? `${names.length}`;
  return { title: `${count} ticket APIs, one way to answer`, names: new Intl.ListFormat('en').format(names) };
}

const COUNTS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];
