/** What a server process gets of this process's environment. Everything else stays here, every key above all. */
const ALLOWED = [
  // POSIX
  ...["HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "TZ", "USER"],
  // Windows
  ...["APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "PATHEXT", "PROCESSOR_ARCHITECTURE"],
  ...["PROGRAMDATA", "PROGRAMFILES", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "USERNAME", "USERPROFILE", "WINDIR"],
];

const SECRET = /(KEY|TOKEN|SECRET|PASSWORD|PASS|PAT|CREDENTIALS|DATABASE_URL)$/;

/** The environment of a server process: what is allowed and set here. */
export function serverEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(ALLOWED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The names, never the values, of the variables that look like secrets. */
export function secretNames(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => SECRET.test(name.toUpperCase()) && env[name] !== "")
    .sort();
}
