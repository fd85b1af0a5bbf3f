/**
 * Who meets an error on a carrier: the `tool`, whose `sample()` or `step()` rejects with it and which may catch it; only
 * the caller, because it ends the `call` beside the tool; or nobody.
 */
export type Meets = "tool" | "call" | "never";

type ErrorCodeRow = {
  /** Who meets it on each carrier. */
  readonly push: Meets;
  readonly roundTrip: Meets;
  readonly direct: Meets;
  /** Whether the same call, made again unchanged, may succeed. */
  readonly isRetryable: boolean;
  readonly meaning: string;
  readonly fix: string;
};

// What most rows begin with; a row names the columns in which it differs.
const TOOL = { push: "tool", roundTrip: "tool", direct: "tool", isRetryable: false } as const;
const CALL = { push: "call", roundTrip: "call", direct: "call", isRetryable: false } as const;
const NEVER = { push: "never", roundTrip: "never", direct: "never", isRetryable: false } as const;
/** The client's handler fails: on 2026-07-28 the wire has no way to tell the server, so the call ends there. */
const HANDLER = { push: "tool", roundTrip: "call", direct: "never", isRetryable: false } as const;

/** Every code a `KitError` can carry: what it means and what to do about it. */
export const ERROR_CODES = {
  // The call
  invalid_arguments: {
    ...CALL,
    meaning: "The tool's arguments do not fit its contract.",
    fix: "Correct the field that the message names.",
  },
  unknown_tool: {
    ...CALL,
    meaning: "The server has no tool of that name.",
    fix: "List the server's tools and call one of them.",
  },
  invalid_result: {
    ...CALL,
    meaning: "What the server answered cannot be read, or does not fit the tool's contract.",
    fix: "Report what the message names to the server's author. Both ends of the kit must be of one version.",
  },
  tool_failed: {
    ...CALL,
    meaning: "The tool failed for a reason that has no code of its own.",
    fix: "Correct what the message names. The server's log may say more.",
  },

  // The question
  client_cannot_sample: {
    ...TOOL,
    direct: "never",
    meaning: "The client did not declare the sampling capability.",
    fix: "Use a client that declares it, or a server that calls a model itself.",
  },
  client_cannot_use_tools: {
    ...TOOL,
    direct: "never",
    meaning: "The client did not declare sampling.tools, and the tool gives the model tools.",
    fix: "Use a client that declares it.",
  },
  capability_missing: {
    ...CALL,
    meaning: "The tool needs something else of its client than sampling, such as elicitation.",
    fix: "Call it from a client that declares what the message names.",
  },
  invalid_request: {
    ...TOOL,
    meaning: "A sampling request breaks a rule of the specification.",
    fix: "Correct the request as the message says.",
  },
  invalid_reply: {
    ...TOOL,
    roundTrip: "call",
    meaning: "A sampling result breaks a rule of the specification.",
    fix: "Report it to the client's author.",
  },
  empty_reply: {
    ...TOOL,
    isRetryable: true,
    meaning: "The model answered with nothing that the tool can use.",
    fix: "Ask again, or use another model.",
  },
  reply_cut_off: {
    ...TOOL,
    meaning: "The model stopped at maxTokens before it had finished.",
    fix: "Shorten the input, ask for a shorter answer, or let the client's policy grant more tokens.",
  },
  invalid_structured_output: {
    ...TOOL,
    isRetryable: true,
    meaning: "The model's answer does not fit the schema, in spite of retries.",
    fix: "Use a more capable model, or a simpler schema.",
  },
  label_not_chosen: {
    ...TOOL,
    meaning: "The model chose none of the labels.",
    fix: "Pass a fallback label, or labels that fit the text.",
  },
  budget_exhausted: {
    ...TOOL,
    meaning: "The tool call used up what it may spend, such as its rounds.",
    fix: "Ask independent questions together, or give the tool a smaller task.",
  },
  no_back_channel: {
    ...NEVER,
    push: "tool",
    meaning: "A 2025-11-25 client calls a server without sessions, which has no way to ask it back.",
    fix: "Use a 2026-07-28 client, or a server with sessions: start it without --stateless.",
  },
  direct_failed: {
    ...NEVER,
    direct: "tool",
    isRetryable: true,
    meaning: "The server's own model could not answer.",
    fix: "Read in the server's log, on its stderr, what its model said.",
  },
  sampling_failed: {
    ...HANDLER,
    isRetryable: true,
    meaning: "The client failed to answer, and did not say why.",
    fix: "Read in the client's log why, on its stderr.",
  },

  // How a question ends without an answer
  declined: {
    ...HANDLER,
    meaning: "The user or the policy at the client refused the request.",
    fix: "Call again and approve it, or let the policy allow it.",
  },
  limit_reached: {
    ...HANDLER,
    meaning: "A limit on what the server may spend at the client is reached.",
    fix: "Do what the message says: wait until it frees, set the price of the model, or raise the limit in the policy.",
  },
  timed_out: {
    ...HANDLER,
    isRetryable: true,
    meaning: "No answer came within the time limit.",
    fix: "Try again, give it more time (--timeout for a call), or use a faster model.",
  },
  cancelled: {
    ...CALL,
    isRetryable: true,
    meaning: "The call was cancelled.",
    fix: "Call again when you want the result.",
  },
  connection_closed: {
    ...CALL,
    isRetryable: true,
    meaning: "The other side closed the connection.",
    fix: "Call again. If it closes again, read the end of the server's log.",
  },

  // Replay
  state_invalid: {
    ...NEVER,
    roundTrip: "call",
    meaning: "The requestState is not one that this server sealed for this call, or it has expired.",
    fix: "Start the call again. Several processes need one KIT_STATE_KEY.",
  },
  state_store_failed: {
    ...NEVER,
    roundTrip: "call",
    isRetryable: true,
    meaning: "The store that keeps the server's states does not answer.",
    fix: "Try again later. Check the store that KIT_STATE_STORE names.",
  },
  replay_diverged: {
    ...NEVER,
    roundTrip: "call",
    meaning: "A replay of the tool asked other questions than the run before it.",
    fix: "Put time, randomness and outside data into a step.",
  },
  duplicate_step: {
    ...TOOL,
    meaning: "Two steps of a tool have the same name, so a replay could not tell them apart.",
    fix: "Put what differs into the name of the step.",
  },
  sample_in_step: {
    ...TOOL,
    meaning: "A tool asks the model inside the work of a step.",
    fix: "Call sample() outside the step, and use its answer in the step.",
  },
  step_not_serializable: {
    ...TOOL,
    meaning: "A step returned a value that JSON cannot carry.",
    fix: "Return plain data from the step.",
  },

  // The model
  unknown_model: {
    ...HANDLER,
    meaning: "The provider or the model does not exist.",
    fix: "Check the name of the model and of its provider.",
  },
  missing_key: {
    ...HANDLER,
    meaning: "The provider needs an API key and none is set.",
    fix: "Set the variable that the message names, in the environment or in .env.",
  },
  missing_base_url: {
    ...HANDLER,
    meaning: "Nobody has said at which address the provider is, or not as an address.",
    fix: "Set the variable that the message names, in the environment or in .env.",
  },
  gateway_unauthorized: {
    ...HANDLER,
    meaning: "The provider refused the API key.",
    fix: "Check that the key is whole, belongs to this provider, and may use the model.",
  },
  gateway_rejected: {
    ...HANDLER,
    meaning: "The provider refused the request.",
    fix: "Use another model, or change what the provider objects to: the client's stderr and its ledger quote it.",
  },
  gateway_unreachable: {
    ...HANDLER,
    isRetryable: true,
    meaning: "No connection to the provider.",
    fix: "Check the network and the address of the provider, and whether its server runs.",
  },
  gateway_failed: {
    ...HANDLER,
    isRetryable: true,
    meaning: "The provider answered with an error of its own, or with something that is not an answer.",
    fix: "Try again later, or use another model.",
  },
  rate_limited: {
    ...HANDLER,
    isRetryable: true,
    meaning: "The provider limits how often it is asked.",
    fix: "Wait, then try again.",
  },
  quota_exceeded: {
    ...HANDLER,
    meaning: "The account at the provider has run out of credit.",
    fix: "Raise the limit at the provider, or use another model.",
  },
  context_too_long: {
    ...HANDLER,
    meaning: "The prompt is longer than the model can read.",
    fix: "Shorten the input, or use a model with a larger context.",
  },
  content_refused: {
    ...HANDLER,
    meaning: "The provider's content policy stopped the request.",
    fix: "Change the input.",
  },

  // The ledger
  ledger_unusable: {
    ...HANDLER,
    meaning: "The client cannot read or write its ledger, so it samples nothing.",
    fix: "Mend or move the file that the client names, or name another one with --ledger.",
  },

  // HTTP
  invalid_http_request: {
    ...CALL,
    meaning: "The server has no such path or method, or cannot read the request.",
    fix: "Send the request as the message says.",
  },
  origin_refused: {
    ...CALL,
    meaning: "The Host or Origin header names a host that the server does not answer to.",
    fix: "Start the server with --allowed-host and that name.",
  },
  unauthorized: {
    ...CALL,
    meaning: "The request has no bearer token, or one that the server does not know.",
    fix: "Send one of the server's tokens in the Authorization header.",
  },
  request_too_large: {
    ...CALL,
    meaning: "The body of the request is larger than the server reads.",
    fix: "Shorten the document.",
  },
  too_many_requests: {
    ...CALL,
    isRetryable: true,
    meaning: "The client sends more requests, or opens more sessions, than the server takes.",
    fix: "Wait as long as Retry-After says, then try again.",
  },
  session_unknown: {
    ...CALL,
    roundTrip: "never",
    meaning:
      "The process that got the request does not know its Mcp-Session-Id: it has ended, or is another process's.",
    fix: "Connect again. Several processes need a proxy that keeps each client at one of them, or a 2026-07-28 client.",
  },
  answer_too_large: {
    ...CALL,
    meaning: "The server's answer is larger than the client reads.",
    fix: "Ask for less, such as one page or a part.",
  },
  server_stopping: {
    ...CALL,
    isRetryable: true,
    meaning: "The server finishes the calls in flight and takes no new ones.",
    fix: "Try again, at another process or later.",
  },

  // The command line
  node_too_old: {
    ...NEVER,
    meaning: "The kit was started with a Node that is older than it needs.",
    fix: "Install a newer Node from https://nodejs.org, and start it again.",
  },
  file_unreadable: {
    ...NEVER,
    meaning: "A file could not be read.",
    fix: "Name a file that is there and that you may read.",
  },
  untrusted_file: {
    ...NEVER,
    meaning: "A file lies in the folder that decides for the client, and the user has not confirmed it.",
    fix: "Confirm it in a terminal, or name it with the flag that the message names.",
  },
  file_unwritable: {
    ...NEVER,
    meaning: "A file could not be written.",
    fix: "Check the permissions of the file and of the folder it is in.",
  },
  invalid_policy: {
    ...NEVER,
    meaning: "The policy file is broken, so nothing is sampled.",
    fix: "Correct the lines that the message names.",
  },
  invalid_option: {
    ...NEVER,
    meaning: "A command line option or a setting has a value that it cannot take.",
    fix: "Correct what the message names.",
  },
  invalid_server_config: {
    ...NEVER,
    meaning: "The file of the user's servers, or an entry in it, cannot be used.",
    fix: "Correct the file where the message says; the other servers work without that entry.",
  },
  server_not_started: {
    ...NEVER,
    meaning: "The server process could not be started, or ended before it answered.",
    fix: "Correct its command where it is configured. Run by hand, it prints why it ends.",
  },
  handshake_failed: {
    ...NEVER,
    meaning: "The server process runs, but is silent, or answers so that no connection can be made.",
    fix: "Do what the message says; --protocol chooses the revision, --verbose shows what crosses.",
  },
  server_unreachable: {
    ...NEVER,
    isRetryable: true,
    meaning: "Nobody answers at the server's address, or not as an MCP server does.",
    fix: "Start the server, or correct its url where the message says.",
  },
} as const satisfies Record<string, ErrorCodeRow>;

/** The code of a `KitError`. */
export type ErrorCode = keyof typeof ERROR_CODES;
