import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startOfflineModel } from "./start-offline-model.ts";

test("listens on the loopback address with a random port and key", async () => {
  const [first, second] = await Promise.all([startOfflineModel(), startOfflineModel()]);
  expect(first.baseURL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  expect(first.baseURL).not.toBe(second.baseURL);
  expect(first.apiKey).not.toBe(second.apiKey);
  await Promise.all([first.close(), second.close()]);
});

test("takes the key that it is given, and any key or none when it has none", async () => {
  const [own, open] = await Promise.all([startOfflineModel({ apiKey: "demo" }), startOfflineModel({ apiKey: false })]);
  expect(own.apiKey).toBe("demo");
  const statusOf = async (baseURL: string, authorization?: string) =>
    (await fetch(`${baseURL}/models`, { headers: authorization === undefined ? {} : { authorization } })).status;
  expect(await statusOf(own.baseURL, "Bearer demo")).toBe(200);
  expect(await statusOf(own.baseURL)).toBe(401);
  expect(await statusOf(open.baseURL)).toBe(200);
  expect(await statusOf(open.baseURL, `Bearer ${open.apiKey}`)).toBe(200);
  await Promise.all([own.close(), open.close()]);
});

test.for(["", "two words"])("refuses the key %j, which nobody could send", async (apiKey) => {
  await expect(startOfflineModel({ apiKey })).rejects.toThrow(TypeError);
});

test("says that a port is taken", async () => {
  const first = await startOfflineModel();
  const port = Number(new URL(first.baseURL).port);
  await expect(startOfflineModel({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await first.close();
});

test("closes at once while a keep-alive connection is open, and twice without complaint", async () => {
  const model = await startOfflineModel();
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve) => {
    const options = { agent, headers: { authorization: `Bearer ${model.apiKey}` } };
    request(`${model.baseURL}/models`, options, (response) => response.resume().on("end", resolve)).end();
  });
  expect(Object.keys(agent.freeSockets)).toHaveLength(1);

  const start = performance.now();
  await model.close();
  await model.close();
  expect(performance.now() - start).toBeLessThan(500);
  await expect(fetch(`${model.baseURL}/models`)).rejects.toThrow();
  agent.destroy();
});

test("closes at once while a request is half sent", async () => {
  const model = await startOfflineModel();
  const socket = connect(Number(new URL(model.baseURL).port), "127.0.0.1").resume();
  const ended = once(
    socket.on("error", () => {}),
    "close",
  );
  await once(socket, "connect");
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${model.apiKey}\r\nContent-Length: 1000\r\n\r\n{`,
  );
  // One whole exchange later the server has seen the half one.
  await fetch(`${model.baseURL}/models`);

  const start = performance.now();
  await model.close();
  await ended;
  expect(performance.now() - start).toBeLessThan(500);
});

test("does not keep a process alive that forgets to close it", () => {
  const source = fileURLToPath(new URL("./index.ts", import.meta.url));
  const program = `const { startOfflineModel } = await import(${JSON.stringify(source)});
    const model = await startOfflineModel();
    const answer = await fetch(model.baseURL + "/models", { headers: { authorization: "Bearer " + model.apiKey } });
    console.log(answer.status);`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 15_000,
  });
  expect(run.stdout.trim()).toBe("200");
  expect(run.signal).toBeNull();
  expect(run.status).toBe(0);
});
