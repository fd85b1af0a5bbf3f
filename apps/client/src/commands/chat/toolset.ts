import { toFunctionName, toolBlamedIn } from "@kit/gateway";
import { describeResult, shorten, type ToolResult } from "@kit/protocol";
import { cleanText } from "@kit/terminal";
import type { CallOptions } from "../../connection.ts";
import type { Hub, HubTool } from "../../servers.ts";

/** The tools that a conversation may use, as they are now, under names that a model can say: `server__tool`. */
export type Toolset = {
  readonly tools: readonly { name: string; description?: string; inputSchema: Record<string, unknown> }[];
  /** The `server/tool` that a name stands for. What stands for none is given back. */
  qualifiedName(name: string): string;
  /**
   * Calls a tool with what the model wrote as its arguments.
   *
   * @throws {KitError} of whatever went wrong; the model is told of it.
   */
  call(name: string, args: Record<string, unknown>, options: CallOptions): Promise<string>;
};

/** What the user may do about the tools of a conversation, which go by `server/tool` here. */
export type ToolChoice = {
  /** Those that are not offered to the model: the user turned them off, or there are too many. */
  leftOut(): readonly string[];
  /** Turns a tool off or on again, or all of a server. Gives those; none when there is none of that name. */
  turn(name: string): readonly string[];
  /** The tool that a provider complains about, by its name or its place. */
  blamedIn(message: string): string | undefined;
};

/** A model is told no more of one result, in characters. */
const MAX_RESULT = 100_000;
/** Providers take no more tools. */
const MAX_TOOLS = 128;
/** Each turn sends all tools, in characters of JSON. */
const MAX_OFFER = 200_000;

/** Offers the tools of a hub to a model. What a server says of a tool is passed on without what nobody would see. */
export function createToolset(hub: Pick<Hub, "tools" | "call">): Toolset & ToolChoice {
  const turnedOff = new Set<string>();

  function offer() {
    const named = new Map<string, HubTool>();
    const tools: Toolset["tools"][number][] = [];
    let room = MAX_OFFER;
    for (const tool of hub.tools) {
      const name = toFunctionName(`${tool.server}__${tool.name}`, named);
      const { description = tool.title ?? "", inputSchema } = tool;
      const offered = { name, description: cleanText(description), inputSchema: { ...inputSchema } };
      const { length } = JSON.stringify(offered);
      if (turnedOff.has(tool.qualifiedName) || named.size === MAX_TOOLS || length > room) continue;
      room -= length;
      named.set(name, tool);
      tools.push(offered);
    }
    return { named, tools };
  }

  return {
    get tools() {
      return offer().tools;
    },
    qualifiedName: (name) => offer().named.get(name)?.qualifiedName ?? name,
    call: async (name, args, options) => toText(await hub.call(offer().named.get(name) ?? name, args, options)),
    leftOut() {
      const offered = new Set([...offer().named.values()].map(({ qualifiedName }) => qualifiedName));
      return hub.tools.map(({ qualifiedName }) => qualifiedName).filter((name) => !offered.has(name));
    },
    turn(name) {
      const tools = hub.tools.filter(({ qualifiedName, server }) => qualifiedName === name || server === name);
      const names = tools.map(({ qualifiedName }) => qualifiedName);
      const isOn = names.some((one) => !turnedOff.has(one));
      for (const one of names)
        if (isOn) turnedOff.add(one);
        else turnedOff.delete(one);
      return names;
    },
    blamedIn(message) {
      const { named } = offer();
      const name = toolBlamedIn(message, [...named.keys()]);
      return named.get(name ?? "")?.qualifiedName;
    },
  };
}

/** A result as a model reads it: its texts, or else its structured content. */
function toText({ content, structuredContent }: ToolResult): string {
  return shorten(describeResult(content) || JSON.stringify(structuredContent ?? {}), MAX_RESULT);
}
