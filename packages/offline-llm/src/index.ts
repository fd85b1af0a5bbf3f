// Start the server.
export { type OfflineModel, type OfflineModelOptions, startOfflineModel } from "./start-offline-model.ts";
