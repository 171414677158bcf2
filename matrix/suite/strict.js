// What the platform warns of, such as a leak or a deprecation, is a failure.
process.on('warning', (warning) => {
  throw warning;
});
