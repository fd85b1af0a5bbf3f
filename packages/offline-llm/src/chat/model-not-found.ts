import { ApiError } from "../http/api-error.ts";
import { modelId } from "../model-card.ts";

export function modelNotFound(asked: string): ApiError {
  return new ApiError(
    404,
    `The model \`${asked}\` does not exist here. This offline server answers as \`${modelId}\`.`,
    {
      param: "model",
      code: "model_not_found",
    },
  );
}
