import { faults } from "./faults/faults.ts";
import { type ModelCard, modelCard } from "./model-card.ts";

/** Every id that a request may ask for: the model, then a model for each fault. */
export const modelCards: readonly ModelCard[] = [
  modelCard,
  ...faults.map(({ name, description }) => ({ ...modelCard, id: name, description })),
];
