// The first that an entry imports. What uses syntax or modules that older versions of Node do not have is imported when a
// store is opened: before that, they come as far as this.
if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(`@ticketbridge/inbox needs Node 24 or newer, and this is Node ${process.versions.node}.`);
}
