import type { Flavour } from '../migrations/flavour.ts';

export const SQLITE: Flavour = {
  integer: 'integer',
  identity: 'integer primary key autoincrement not null',
  tail: 'strict',
  further: [
    // The words come folded: the tokenizer has nothing to do but to split at spaces.
    `create virtual table message_words using fts5 (
      words, content = 'messages', content_rowid = 'n', tokenize = 'ascii', detail = 'none', columnsize = 0
    )`,
    // What is removed leaves the file, and is not only marked.
    `insert into message_words (message_words, rank) values ('secure-delete', 1)`,
  ],
};
