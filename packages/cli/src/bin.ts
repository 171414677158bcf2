#!/usr/bin/env node
// Every Node can read this file; older ones cannot read what it imports.
if (Number.parseInt(process.versions.node, 10) >= 24) await (await import('./main.ts')).main();
else {
  console.error(`ticketbridge needs Node 24 or newer, and this is Node ${process.versions.node}.`);
  process.exitCode = 2;
}
