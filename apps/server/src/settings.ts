import type { HttpSettings } from "@kit/http";
import { KitError } from "@kit/protocol";

const DIRECT_MODES = ["off", "fallback", "always"];

/** What the command line and the environment say. They are read once, here. */
export type Settings = {
  /** How to serve over HTTP. Without it, the server serves stdio. */
  http: HttpSettings | undefined;
  /** The model of the server's own, if it may ask one. */
  direct: DirectSettings | undefined;
  /**
   * The secrets that seal `requestState`: the first one seals, all of them open. Without any, each process makes its
   * own, and a call must come back to the process that it began at.
   */
  stateKeys: readonly string[];
};

/** A model of the server's own. */
export type DirectSettings = {
  /** Whether it answers for every client, or only for those that cannot sample. */
  isAlways: boolean;
  /** As `provider/model`. */
  model: string;
};

/**
 * Reads the settings. A host starts the server without arguments and waits for it, so that what only HTTP needs is
 * not loaded then.
 *
 * @throws {KitError} "invalid_option" when a variable cannot be used. A wrong argument ends the process with 2.
 */
export async function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Settings> {
  const settings = { direct: directFrom(env), stateKeys: listFrom(env.KIT_STATE_KEY) };
  if (argv.length <= 2) return { ...settings, http: undefined };
  const { readHttpCommand } = await import("./http-command.ts");
  const { token = env.KIT_SERVER_TOKEN, ...http } = readHttpCommand(argv);
  const stateStoreUrl = env.KIT_STATE_STORE || undefined;
  return { ...settings, http: { ...http, tokens: listFrom(token), stateStoreUrl } };
}

function directFrom({ KIT_DIRECT: mode = "off", KIT_DIRECT_MODEL: model }: NodeJS.ProcessEnv) {
  if (mode !== "" && !DIRECT_MODES.includes(mode)) {
    throw new KitError("invalid_option", `KIT_DIRECT is "${mode}". Use one of ${DIRECT_MODES.join(", ")}.`);
  }
  if (mode === "" || mode === "off") return undefined;
  if (model) return { isAlways: mode === "always", model };
  throw new KitError("invalid_option", "KIT_DIRECT needs a model. Set KIT_DIRECT_MODEL to provider/model.");
}

/** Several secrets stand with commas between them. */
function listFrom(given = ""): string[] {
  return given
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
