// Imported by a process that is measured: tells its parent, whenever it asks, how many bytes are in use.
process.on('message', async () => {
  // Finalizers run between two turns.
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  process.send?.(heapUsed + external);
});

export {};
