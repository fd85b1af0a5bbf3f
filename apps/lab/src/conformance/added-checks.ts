import * as z from "zod";

/** What the suite saves of a scenario: each thing that it looked at. */
export const checksSchema = z.array(
  z.object({
    id: z.string(),
    status: z.enum(["SUCCESS", "FAILURE", "WARNING", "SKIPPED", "INFO"]),
    errorMessage: z.string().optional(),
    details: z.unknown().optional(),
  }),
);

/** One thing that a scenario looked at, and what it saw. */
export type Check = z.infer<typeof checksSchema>[number];

/** Something that a scenario saw and did not look at. */
type AddedCheck = {
  says: string;
  /** The check of the scenario that keeps what is looked at, by its id. */
  of: string;
  holds: (details: unknown) => boolean;
};

const resultSchema = z.object({ result: z.record(z.string(), z.unknown()) });
const askedSchema = z.object({ result: z.object({ inputRequests: z.record(z.string(), z.unknown()) }) });
const stateSchema = z.object({ result: z.object({ requestState: z.string() }) });
const refusedSchema = z.object({
  tamperedResponse: z.object({
    code: z.literal(-32602),
    data: z.object({ reason: z.literal("invalid_request_state") }),
  }),
});

/** What is looked at beside the scenarios' own checks, which are content with any result. */
export const ADDED_CHECKS: Readonly<Record<string, readonly AddedCheck[]>> = {
  "tools-call-sampling": [words("tools-call-sampling", "This is a test response from the client")],
  "input-required-result-basic-sampling": [
    asks("sep-2322-sampling-incomplete", 1),
    hides("sep-2322-sampling-incomplete", "capital"),
    words("sep-2322-sampling-complete", "The capital of France is Paris."),
  ],
  "input-required-result-multiple-input-requests": [
    asks("sep-2322-multiple-inputs-incomplete", 3),
    words("sep-2322-multiple-inputs-complete", "state-ok: Alice Hello there! file:///test/root"),
  ],
  "input-required-result-capability-check": [asks("sep-2322-respect-client-capabilities", 1)],
  "input-required-result-basic-elicitation": [words("sep-2322-elicitation-complete", "Alice")],
  "input-required-result-basic-list-roots": [words("sep-2322-list-roots-complete", "file:///test/root")],
  "input-required-result-request-state": [words("sep-2322-request-state-complete", "state-ok: true")],
  "input-required-result-multi-round": [words("sep-2322-multi-round-r3", "state-ok: Alice blue")],
  "input-required-result-non-tool-request": [words("sep-2322-non-tool-complete", "test context")],
  "input-required-result-tampered-state": [
    {
      says: "the error is -32602 with the reason invalid_request_state",
      of: "sep-2322-reject-tampered-state",
      holds: (details) => refusedSchema.safeParse(details).success,
    },
  ],
};

/** What does not hold, in words, of what was added to a scenario. */
export function failedAdditions(scenario: string, checks: readonly Check[]): string[] {
  return (ADDED_CHECKS[scenario] ?? [])
    .filter(({ of, holds }) => !checks.some(({ id, details }) => id === of && holds(details)))
    .map(({ says }) => `not so: ${says}`);
}

function words(of: string, text: string): AddedCheck {
  return {
    says: `"${text}" reaches the result`,
    of,
    holds(details) {
      const { data } = resultSchema.safeParse(details);
      return data !== undefined && data.result.isError !== true && JSON.stringify(data.result).includes(text);
    },
  };
}

function asks(of: string, count: number): AddedCheck {
  return {
    says: count === 1 ? "the question is asked once" : `${count} questions are asked, each once`,
    of,
    holds: (details) => Object.keys(askedSchema.safeParse(details).data?.result.inputRequests ?? {}).length === count,
  };
}

function hides(of: string, text: string): AddedCheck {
  return {
    says: "the state does not give the question away",
    of,
    holds(details) {
      const parts = stateSchema.safeParse(details).data?.result.requestState.split(".");
      return parts?.every((part) => !Buffer.from(part, "base64url").toString().includes(text)) ?? false;
    },
  };
}
