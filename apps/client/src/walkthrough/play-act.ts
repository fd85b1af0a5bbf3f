import { createPolicy, openLedger } from "@kit/consent";
import {
  classify,
  type ProtocolRevision,
  summarize,
  type ToolContract,
  type ToolInput,
  translate,
} from "@kit/protocol";
import { secretNames } from "@kit/transport";
import { connect } from "../connect.ts";
import { createSamplingHandler } from "../sampling-handler.ts";
import { kitServer } from "../servers.ts";
import { type CallMeasure, createTrafficMeter } from "./measure-traffic.ts";
import { showSampling } from "./show-sampling.ts";
import type { WalkthroughOptions } from "./walkthrough-options.ts";

const TITLES: Readonly<Record<ProtocolRevision, string>> = {
  "2025-11-25": "Protocol 2025-11-25: the server asks while the call is open",
  "2026-07-28": "Protocol 2026-07-28: the question travels in the result, the answer in the next call",
};

/** One act: a server of its own, all three tools, and what each cost on the wire. */
export async function playAct(protocol: ProtocolRevision, options: WalkthroughOptions): Promise<CallMeasure[]> {
  const { models, samples, env, show, pause, signal } = options;
  show({ step: "act", title: TITLES[protocol] });

  const meter = createTrafficMeter();
  const observe = showSampling(protocol, models.destinations, show);
  const ledger = await openLedger({ path: ":memory:" });
  // The person has started the walkthrough, and the kit's own server with it: nothing is asked.
  const handler = createSamplingHandler({
    ...models,
    policy: createPolicy({ policy: {} }),
    ledger,
    approveAll: true,
    observe,
  });
  const server = kitServer(env);
  const connection = await connect({ server, revision: protocol, handler, onTraffic: meter.onTraffic, signal });
  show({
    step: "server-spawned",
    protocol,
    command: [server.command, ...(server.args ?? [])],
    pid: connection.process?.pid,
    environment: Object.keys(server.env).sort(),
    secrets: secretNames(server.env),
    withheld: secretNames(env),
  });
  try {
    show({
      step: "connected",
      protocol,
      server: `${connection.server.name} ${connection.server.version}`,
      tools: connection.tools,
    });

    const call = async <Contract extends ToolContract>(contract: Contract, input: ToolInput<Contract>) => {
      show({ step: "tool-called", protocol, tool: contract.name, arguments: input });
      const result = await connection.call(contract, input, { signal });
      show({ step: "tool-returned", protocol, tool: contract.name, result });
    };
    const { document, reviews, paragraph } = samples;
    await pause();
    const summarized = await meter.measure("summarize", [
      () => call(summarize, { document, style: "paragraph", maxWords: 80 }),
    ]);
    await pause();
    const classified = await meter.measure(
      "classify",
      reviews.map((text) => () => call(classify, { text })),
    );
    await pause();
    const translated = await meter.measure("translate", [
      () => call(translate, { text: paragraph, to: "Spanish", from: "English" }),
    ]);
    return [summarized, classified, translated];
  } finally {
    await connection.close();
    ledger.close();
  }
}
