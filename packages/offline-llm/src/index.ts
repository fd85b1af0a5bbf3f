// Start the server.
export { type OfflineModel, type OfflineModelOptions, startOfflineModel } from "./start-offline-model.ts";
// What it answers to.
export { checkModelId, MODEL_CARDS } from "./start-offline-model.ts";
