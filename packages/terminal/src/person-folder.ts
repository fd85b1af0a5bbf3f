/** Where the person stands: pnpm runs scripts in the kit's folder, and says in `INIT_CWD` where it was started. */
export function personFolder(env: NodeJS.ProcessEnv): string {
  return env.INIT_CWD ?? process.cwd();
}
