import { describeUsage, durationText } from "@kit/consent";
import { describeContent, describeParameters } from "@kit/protocol";
import { renderColumns, type TextStyle } from "@kit/terminal";
import { describeDestination } from "../../models.ts";
import type { CallMeasure, WalkthroughStep } from "./steps.ts";

type StepNamed<Name extends WalkthroughStep["step"]> = Extract<WalkthroughStep, { step: Name }>;
type Renderers = { [Name in WalkthroughStep["step"]]: (step: StepNamed<Name>, style: TextStyle) => string[] };

const COLUMNS: readonly { title: string; value: (row: CallMeasure) => string }[] = [
  { title: "tool", value: ({ tool, calls }) => (calls === 1 ? tool : `${tool} × ${calls}`) },
  { title: "protocol", value: ({ protocol }) => protocol },
  { title: "messages", value: ({ messages }) => String(messages) },
  { title: "tools/call", value: ({ toolCalls }) => String(toolCalls) },
  { title: "bytes", value: ({ bytes }) => bytes.toLocaleString("en") },
  { title: "ms", value: ({ milliseconds }) => String(Math.round(milliseconds)) },
];

const RENDERERS: Renderers = {
  opened: ({ models, destinations }, { bold, yellow, paragraph }) => [
    bold("MCP Sampling Kit: a server without a key asks its client's model"),
    ...destinations.flatMap((destination) => {
      const lines = paragraph(describeDestination(destination));
      return destination.isHosted ? lines.map(yellow) : lines;
    }),
    ...paragraph(`Models allowed: ${models.join(", ")}`),
    ...paragraph(
      "Sampling: an MCP server asks its client's model for a completion. MCP deprecated it on 2026-07-28. The same tools run on both sides of that change: watch the wire.",
    ),
  ],

  act: ({ title }, style) => style.heading(title),

  "server-spawned": ({ command, environment, secrets, withheld }, style) => [
    style.arrow("client", "server", "starts the process: stdin and stdout are the wire"),
    ...style.whole("command", command.map((part) => part.split(/[\\/]/).slice(-4).join("/")).join(" ")),
    ...style.whole("environment", environment.join(", ")),
    ...style.whole("keys in it", secrets.join(", ") || "none"),
    ...(withheld.length > 0 ? style.whole("withheld", withheld.join(", ")) : []),
  ],

  connected: ({ protocol, server, tools }, style) => [
    style.arrow("client", "server", protocol === "2025-11-25" ? "initialize" : "server/discover"),
    ...style.whole("protocol", protocol),
    ...style.whole("capability", "sampling: this client answers sampling requests"),
    style.arrow("server", "client", `${server}, tools/list`),
    ...tools.flatMap(({ name, title }) => style.whole(name, title ?? "")),
  ],

  "tool-called": ({ tool, arguments: args }, style) => [
    "",
    style.arrow("host", "server", `tools/call ${tool}`),
    ...Object.entries(args).flatMap(([name, value]) => style.head(name, String(value))),
  ],

  "sampling-requested": ({ protocol, request }, style) => [
    style.arrow(
      "server",
      "client",
      protocol === "2025-11-25" ? "sampling/createMessage" : "sampling/createMessage, inside input_required",
    ),
    ...(request.systemPrompt === undefined ? [] : style.once("system", request.systemPrompt)),
    ...request.messages.flatMap((message) => style.head(message.role, describeContent(message.content))),
    ...style.once("asks for", describeParameters(request)),
  ],

  "model-chosen": ({ model, reason }, style) => [
    style.arrow("client", "client", `chooses ${model}`),
    ...style.once("because", reason),
  ],

  generated: ({ host, path, latencyMs, warnings, ...usage }, style) => [
    style.arrow("client", "gateway", `POST ${host}${path}`),
    ...style.whole("used", `${describeUsage(usage)} · ${durationText(latencyMs)}`),
    ...warnings.flatMap((warning) => style.whole("warning", warning)),
  ],

  "sampling-replied": ({ protocol, tool, result }, style) => [
    style.arrow(
      "client",
      "server",
      protocol === "2025-11-25" ? "the model's answer" : `the answer, inside tools/call ${tool} again`,
    ),
    ...style.head("answer", describeContent(result.content)),
    ...style.once("by", `${result.model}, stopReason ${result.stopReason ?? "none"}`),
  ],

  // On 2026-07-28 there is no way to tell the server.
  "sampling-failed": ({ protocol, code, message, detail }, style) => [
    style.arrow("client", protocol === "2025-11-25" ? "server" : "host", style.red(code)),
    ...style.whole("says", message),
    ...(detail === undefined ? [] : style.whole("stays here", detail)),
  ],

  "tool-returned": ({ result: { model, ...result } }, style) => [
    style.arrow("server", "host", style.green("structuredContent")),
    ...Object.entries(result).flatMap(([name, value]) => style.whole(name, String(value))),
    ...style.once("model", String(model)),
  ],

  compared: ({ rows }, style) => renderComparison(rows, style),

  recap: ({ destinations, localServers }, style) => [
    ...style.heading("Recap"),
    ...[
      "The server asked and the client's model answered. The server process holds no key, and loaded no model SDK.",
      `Prompts could go to: ${destinations.map(({ title, host }) => `${title} (${host})`).join(", ")}. The client chose the model.`,
      "On 2025-11-25 the tool call stays open while the model thinks. On 2026-07-28 nothing stays open: the tool's function runs again with the answers, and what it has learned travels sealed in requestState.",
      "The tools are the same lines of code on every revision: apps/server/src/tools.",
    ].flatMap(style.item),
    "",
    ...style.paragraph(
      "Next: your own document with --file PATH, your own model with --model openai/... or KIT_MODEL, one protocol with --protocol, the steps as JSON with --json.",
    ),
    ...localServers.flatMap(({ provider, title, host, models: [model = "NAME"] }) => [
      "",
      ...style.paragraph(`${title} answers on this machine (${host}). Walk through with its model:`),
      style.bold(`  pnpm dev --model ${provider}/${model}`),
    ]),
  ],

  failed: ({ code, message, fix }, style) => [
    "",
    style.red(`Failed (${code}): ${message}`),
    ...(fix === undefined || message.includes("Fix:") ? [] : [`Next: ${fix}`]),
  ],
};

/** One step of the walkthrough as lines of text. */
export function renderText(step: WalkthroughStep, style: TextStyle): string[] {
  const render = RENDERERS[step.step] as (step: WalkthroughStep, style: TextStyle) => string[];
  return render(step, style);
}

/** What each tool cost on the wire, one line for each protocol. */
function renderComparison(rows: readonly CallMeasure[], { bold, dim, paragraph }: TextStyle): string[] {
  const tools = [...new Set(rows.map((row) => row.tool))];
  const sorted = tools.flatMap((tool) => rows.filter((row) => row.tool === tool));
  const cells = [COLUMNS.map(({ title }) => title), ...sorted.map((row) => COLUMNS.map(({ value }) => value(row)))];
  const [head = "", ...body] = renderColumns(cells, { gap: 3, isRight: (column) => column >= 2 });
  const explained = [
    "On 2026-07-28 a question comes in the result of a tools/call, and its answer goes out in the next one, which carries the arguments once more. The first calls of all also warm up the code and the model: pnpm bench compares speed.",
  ].flatMap(paragraph);
  const hasBoth = new Set(rows.map((row) => row.protocol)).size > 1;
  return [bold(head), ...body, ...(hasBoth ? ["", ...explained.map(dim)] : [])];
}
