export {
  brandloversCreateReceipt,
  brandloversMessage,
  brandloversReceipt,
  brandloversThread,
  type CreateReceiptOptions,
  failedCreate,
} from './brandlovers.ts';
export {
  clubcollectFragments,
  clubcollectListedMessage,
  clubcollectMessage,
  clubcollectMessageReceipt,
  clubcollectReceipt,
  clubcollectThread,
} from './clubcollect.ts';
export { type Listing, type ListingAnswers, listing } from './listing.ts';
export { type PagedListOptions, pagedList } from './paged-list.ts';
