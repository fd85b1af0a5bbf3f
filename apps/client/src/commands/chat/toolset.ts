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
  /** Calls a tool with what the model wrote as its arguments. @throws {KitError}, of which the model is told. */
  call(name: string, args: Record<string, unknown>, options: CallOptions): Promise<string>;
};

/** What the user may do about the tools of a conversation, which go by `server/tool` here. */
export type ToolChoice = {
  /** All of them. Those are not offered to the model that the user turned off, or that are too many. */
  list(): readonly { label: string; server: string; about: string; isOffered: boolean }[];
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

/** What a tool goes by: for the model, and for the user. */
type Names = { name: string; label: string };

/** Offers the tools of a hub to a model. What a server says of a tool is passed on without what nobody would see. */
export function createToolset(hub: Pick<Hub, "tools" | "call">): Toolset & ToolChoice {
  /** By server and tool, for good: what the user has allowed is no other tool after a server has changed its list. */
  const given = new Map<string, Names>();
  const turnedOff = new Set<string>();

  function namesOf({ server, name, qualifiedName }: HubTool): Names {
    const key = JSON.stringify([server, name]);
    const known = given.get(key);
    if (known !== undefined) return known;
    const others = [...given.values()];
    const isUnclear = others.some(({ label }) => label === qualifiedName);
    const names = {
      name: toFunctionName(`${server}__${name}`, new Set(others.map((one) => one.name))),
      label: isUnclear ? `${qualifiedName} of ${server}` : qualifiedName,
    };
    given.set(key, names);
    return names;
  }

  function offer() {
    const all = hub.tools.map((tool) => ({ ...namesOf(tool), tool }));
    let room = MAX_OFFER;
    let places = MAX_TOOLS;
    const offered = all.flatMap(({ name, label, tool }) => {
      const { description = tool.title ?? "", inputSchema } = tool;
      const definition = { name, description: cleanText(description), inputSchema: { ...inputSchema } };
      const { length } = JSON.stringify(definition);
      if (turnedOff.has(label) || places === 0 || length > room) return [];
      room -= length;
      places -= 1;
      return [{ name, label, tool, definition }];
    });
    return { all, offered };
  }

  const find = (name: string) => offer().offered.find((one) => one.name === name);
  return {
    get tools() {
      return offer().offered.map(({ definition }) => definition);
    },
    qualifiedName: (name) => find(name)?.label ?? name,
    call: async (name, args, options) => toText(await hub.call(find(name)?.tool ?? name, args, options)),
    list() {
      const { all, offered } = offer();
      const labels = new Set(offered.map(({ label }) => label));
      return all.map(({ label, tool: { server, description, title } }) => {
        return { label, server, about: description ?? title ?? "", isOffered: labels.has(label) };
      });
    },
    turn(name) {
      const meant = offer().all.filter(({ label, tool }) => label === name || tool.server === name);
      const labels = meant.map(({ label }) => label);
      const isOff = labels.every((label) => turnedOff.has(label));
      for (const label of labels) turnedOff[isOff ? "delete" : "add"](label);
      return labels;
    },
    blamedIn(message) {
      const { offered } = offer();
      const blamed = toolBlamedIn(
        message,
        offered.map(({ name }) => name),
      );
      return offered.find(({ name }) => name === blamed)?.label;
    },
  };
}

/** A result as a model reads it: its texts, or else its structured content. */
function toText({ content, structuredContent }: ToolResult): string {
  return shorten(describeResult(content) || JSON.stringify(structuredContent ?? {}), MAX_RESULT);
}
