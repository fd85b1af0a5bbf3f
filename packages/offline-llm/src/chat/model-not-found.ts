import { ApiError } from "../http/api-error.ts";
import { modelId } from "../model-card.ts";

export function modelNotFound(asked: string): ApiError {
  return new ApiError(
    404,
    `The model \`${asked}\` does not exist here. This offline server answers as \`${modelId}\`, and with a fault as the other ids of GET /v1/models.`,
    {
      param: "model",
      code: "model_not_found",
    },
  );
}
