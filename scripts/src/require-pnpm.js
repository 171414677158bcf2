// The prepack script of every published package, in plain JavaScript: whoever packs may have any Node. An npm within a
// script of pnpm calls itself pnpm in npm_config_user_agent, so the path of the program that packs has to tell.
if (!/[\\/]pnpm(\.\w+)?$/.test(process.env.npm_execpath ?? '')) {
  console.error(`${process.env.npm_package_name} is packed by pnpm alone: another program would ship "workspace:" ranges
and exports that nobody outside of this workspace can resolve. Run here:
  npx --yes pnpm@12.21.0 pack`);
  process.exitCode = 1;
}
