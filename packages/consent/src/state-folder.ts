import envPaths from "env-paths";

/**
 * The folder that the system has for what a program remembers: `$XDG_STATE_HOME`, else `~/.local/state`; macOS:
 * `~/Library/Application Support`; Windows: `%LOCALAPPDATA%`.
 */
export function stateFolder(): string {
  const { log, data } = envPaths("mcp-sampling-kit", { suffix: "" });
  return process.platform === "darwin" || process.platform === "win32" ? data : log;
}
