import type { Entry, Invoice, PartnerAccount, Place } from './account.ts';
import type { ClubcollectTicket } from './data.ts';

const USUAL = { apart: new Set<Entry>(), isHidden: false };

export function placeOf({ places }: PartnerAccount, invoice: Invoice): Place {
  return { isArchived: invoice.archived, ...(places.get(invoice) ?? USUAL) };
}

/** Adds a ticket to an invoice, with what the switch says of one that comes after archiving. */
export function addTicket(account: PartnerAccount, invoice: Invoice, ticket: ClubcollectTicket): Entry {
  const { messageAfterArchive } = account.rules;
  const wasArchived = invoice.archived;
  // Nothing else goes through all of them: a message costs the same however many there are.
  const apart = messageAfterArchive === 'stands-apart' && wasArchived ? new Set(invoice.entries) : undefined;
  const entry = account.write(invoice, ticket, wasArchived && messageAfterArchive === 'stays-archived');
  if (messageAfterArchive === 'reopens') account.places.delete(invoice);
  if (apart) account.places.set(invoice, { ...USUAL, apart });
  account.lateEntries.delay(entry, false, account.rules.messageLag);
  return entry;
}

/** Archives all tickets of an invoice. */
export function archive(account: PartnerAccount, invoice: Invoice): void {
  changeState(account, invoice, () => {
    account.setArchived(invoice, invoice.entries.length > 0);
    account.places.delete(invoice);
  });
}

/** Lists the tickets of an invoice by its newest one again. */
export function unarchive(account: PartnerAccount, invoice: Invoice): void {
  changeState(account, invoice, () => {
    account.setArchived(invoice, false);
    account.places.delete(invoice);
  });
}

/** Hands an invoice to support, with the effect that the switch says. */
export function assign(account: PartnerAccount, invoice: Invoice): void {
  const { assigning } = account.rules;
  if (assigning === 'archives') archive(account, invoice);
  if (assigning === 'hides') {
    changeState(account, invoice, () => account.places.set(invoice, { ...USUAL, isHidden: true }));
  }
}

function changeState(account: PartnerAccount, invoice: Invoice, change: () => void): void {
  const before = placeOf(account, invoice);
  change();
  account.lateStates.delay(invoice, before, account.rules.stateLag);
}
