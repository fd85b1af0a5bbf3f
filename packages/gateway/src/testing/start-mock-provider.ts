import { LLMock } from "@copilotkit/aimock";
import { onTestFinished } from "vitest";

/** A provider that others have written, on loopback. It is closed when the test ends. */
export async function startMockProvider() {
  const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  mock.onMessage("hello", { content: "Hi there." });
  mock.onMessage("weather", {
    toolCalls: [
      { name: "look_up", arguments: '{"city":"Bern"}' },
      { name: "tell_time", arguments: "{}" },
    ],
  });
  await mock.start();
  onTestFinished(() => mock.stop());
  /** The bodies of the requests, without what the mock adds. */
  const bodies = () =>
    mock.getRequests().map(({ body }) => {
      const { _endpointType, ...sent } = Object.fromEntries(Object.entries(body ?? {}));
      return sent;
    });
  return { mock, bodies };
}
