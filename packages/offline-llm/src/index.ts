// Start the server.
export { type OfflineModel, type OfflineModelOptions, startOfflineModel } from "./start-offline-model.ts";

// Say how good its answers are.
export { measureQuality, type Quality } from "./quality/measure-quality.ts";
