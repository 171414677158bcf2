// The first that an entry imports. What uses syntax or modules that older versions of Node do not have is imported when a
// store is opened: before that, they come as far as this.
if (Number.parseInt(process.versions.node, 10) < 24) {
  const error = new Error(`@ticketbridge/inbox needs Node 24 or newer, and this is Node ${process.versions.node}.`);
  // Where it is not caught, Node prints this: the sentence alone, for no frame of it is of the reader's.
  error.stack = `${error}`;
  throw error;
}
