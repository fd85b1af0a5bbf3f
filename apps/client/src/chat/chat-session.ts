import type { Ledger } from "@kit/consent";
import type { Models } from "../models/models-from.ts";
import type { Hub } from "../servers.ts";
import type { Conversation } from "./conversation.ts";
import type { Usage } from "./usage.ts";

/** What a chat is about while it lasts. */
export type ChatSession = {
  conversation: Conversation;
  hub: Hub;
  ledger: Pick<Ledger, "list" | "session">;
  /** The models that the person named, and the one that they talk to. */
  models: Models;
  model: string;
  /** What each answer of the conversation took. */
  answers: Usage[];
  startedAt: number;
  columns: number;
};
