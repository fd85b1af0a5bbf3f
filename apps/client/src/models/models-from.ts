/** The model of the embedded offline server: the default, since it needs no key and no network. */
export const OFFLINE_MODEL = "offline/kit-offline-1";

/** The models that may answer, each as provider/name. The first one is the default. */
export type Models = readonly [string, ...string[]];

/**
 * The models that the person named, with `--model` or else in `KIT_MODEL` with commas between them; else the offline
 * model. A key in the environment never chooses a model.
 */
export function modelsFrom(options: readonly string[], env: NodeJS.ProcessEnv): Models {
  const named = options.length > 0 ? options : (env.KIT_MODEL ?? "").split(",");
  const [first = OFFLINE_MODEL, ...others] = named.map((model) => model.trim()).filter((model) => model !== "");
  return [first, ...others];
}
