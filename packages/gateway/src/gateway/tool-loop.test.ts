import { expect, it } from "vitest";
import { startMockProvider } from "../testing/start-mock-provider.ts";
import { createGateway } from "./create-gateway.ts";
import { runToolLoop } from "./tool-loop.ts";

it("a model that calls tools is asked again with their results, until it has to answer", async () => {
  const { mock, bodies } = await startMockProvider();
  const gateway = createGateway({ env: {}, providers: { custom: { baseURL: `${mock.url}/v1` } } });
  const called: string[] = [];
  const callTool = async (name: string, args: unknown) => {
    called.push(`${name} ${JSON.stringify(args)}`);
    return "weather";
  };
  const tools = ["look_up", "tell_time"].map((name) => ({ type: "function" as const, function: { name } }));
  const request = { model: "custom/m", messages: [{ role: "user" as const, content: "weather" }], tools };
  const { messages, reports } = await runToolLoop(gateway, request, { callTool, maxRounds: 1 });
  expect(called).toEqual(['look_up {"city":"Bern"}', "tell_time {}"]);
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "tool", "assistant"]);
  expect(bodies().map(({ tool_choice }) => tool_choice)).toEqual(["auto", "none"]);
  expect(reports).toHaveLength(2);
});
