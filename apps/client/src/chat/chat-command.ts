import { EXIT_CODES, type Interrupts, reportFailure } from "@kit/terminal";
import { Command } from "commander";
import { createHostContext, type HostContext } from "../host/host-context.ts";
import { type Host, openHost } from "../host/open-host.ts";
import { describeDestination } from "../models/describe-destination.ts";
import { addHostOptions, type HostFlags } from "../terminal/shared-options.ts";
import type { ChatObserver } from "./chat-event.ts";
import { chatIo } from "./chat-io.ts";
import type { ChatSession } from "./chat-session.ts";
import { createConversation } from "./conversation.ts";
import { createHubToolset, type HubToolset } from "./create-hub-toolset.ts";
import { createToolConsent } from "./create-tool-consent.ts";
import { runChat } from "./run-chat.ts";
import { SYSTEM_PROMPT } from "./system-prompt.ts";
import type { Usage } from "./usage.ts";
import { watchSampling } from "./watch-sampling.ts";

type ChatFlags = HostFlags & { json?: true };

/** `pnpm client chat`: you talk to a model, the model calls your servers' tools, and the servers sample back. */
export function chatCommand(env: NodeJS.ProcessEnv, interrupts: Interrupts): Command {
  return addHostOptions(new Command("chat"))
    .description("Talk to a model that may call your servers' tools.")
    .option("--json", "print one JSON object per event")
    .addHelpText(
      "after",
      "\nWithout a terminal it answers each line of stdin. With --yes the model calls tools without asking, too.",
    )
    .action((flags: ChatFlags) => {
      const context = createHostContext(env, interrupts.signal);
      return reportFailure(flags.json === true, () => chat(flags, context, interrupts));
    });
}

async function chat(flags: ChatFlags, context: HostContext, interrupts: Interrupts): Promise<void> {
  let observe: ChatObserver = () => undefined;
  const host = await openHost(flags, context, () =>
    watchSampling((sampled) => observe({ type: "sampled", ...sampled })),
  );
  try {
    const toolset = createHubToolset(host.hub);
    const io = chatIo({ isJson: flags.json === true, isVerbose: flags.verbose === true, context, interrupts, toolset });
    const confirm = createToolConsent({
      allowAll: flags.yes === true,
      terminal: io.consentTerminal,
      qualifiedName: toolset.qualifiedName,
      tell: context.tell,
    });
    const answers: Usage[] = [];
    observe = (event) => {
      if (event.type === "answered") answers.push(event);
      io.observe(event);
    };
    const { gateway } = host.models;
    const conversation = createConversation({ gateway, toolset, systemPrompt: SYSTEM_PROMPT, confirm, observe });
    const session = openSession(host, conversation, answers, io.columns);
    observe({ type: "opened", ...describeHost(host, toolset, session) });
    const failures = await runChat({ ...io, session, observe, signal: context.signal });
    if (failures > 0 && !io.isInteractive) process.exitCode ??= EXIT_CODES.failed;
  } finally {
    await host.close();
  }
}

function openSession(
  { hub, ledger, models: { models } }: Host,
  conversation: ChatSession["conversation"],
  answers: Usage[],
  columns: number,
): ChatSession {
  return { conversation, hub, ledger, models, model: models[0], answers, startedAt: Date.now(), columns };
}

/** What leaves the machine is told before: `openHost` does it. */
function describeHost({ hub, models }: Host, { tools, qualifiedName }: HubToolset, { model }: ChatSession) {
  const local = models.destinations.filter(({ isHosted }) => !isHosted);
  const servers = hub.connections.map(({ identity, tools: own }) => [identity.name, own.length] as const);
  return {
    model,
    models: models.models,
    notes: local.map(describeDestination),
    servers: Object.fromEntries(servers),
    tools: tools.map(({ name }) => qualifiedName(name)),
  };
}
