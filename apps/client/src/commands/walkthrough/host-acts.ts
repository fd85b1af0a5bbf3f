import { type Approver, approvalActions, createPolicy, describeUsage, renderCard, renderKeys } from "@kit/consent";
import { probeLocalServers } from "@kit/gateway";
import { describeContent, isRecord } from "@kit/protocol";
import { type Lesson, schemaFlags } from "@kit/terminal";
import { secretNames, serverEnvironment } from "@kit/transport";
import { openModels } from "../../models.ts";
import type { Host, Recording, Session, Walk } from "./session.ts";
import { OPEN_POLICY, outcomeOf, payerOf, showGreeting, succeeded } from "./wire-acts.ts";

/** What holds without a policy: the user is asked. */
const ASKING_POLICY = createPolicy({ policy: { defaults: { requestsPerMinute: null } } });
const CARD = { columns: 78, rows: 18, hasColor: false };

/** Act 3: the user approves, edits and refuses, at a card in the terminal; without one the walkthrough does. */
export async function playConsent(walk: Walk, approver: Approver | undefined): Promise<void> {
  const { lesson, models, samples } = walk;
  await lesson.act("consent");
  if (approver) await lesson.step("your-turn");
  const session = await walk.oldest();
  const host: Host = { models, policy: ASKING_POLICY, approver: approver ?? pressKeys(lesson, samples.classify.text) };
  for (let time = 1; time <= 3; time += 1) {
    const recording = await lesson.run(() => session.call("classify", samples.classify, host));
    const { answering: did, sampled, wire } = recording;
    const decided = sampled.find((event) => event.type === "decided");
    if (decided?.decision === "refused") {
      const refusal = wire.filter(({ message }) => "error" in message);
      await lesson.step("refused", { did, wire: refusal, facts: outcomeOf(recording) });
    } else {
      await succeeded(recording, lesson);
      const left = decided?.edited?.messages.map(({ content }) => describeContent(content)).join(" ");
      const facts = {
        ...(left !== undefined && { "the card had": samples.classify.text, "was sent": left }),
        ...outcomeOf(recording),
      };
      await lesson.step(left === undefined ? "approved" : "edited", { did, facts });
    }
  }
}

/** Shows the first card, and decides as a user would: approves it, cuts the text of the next one short, refuses. */
function pressKeys(lesson: Lesson, text: string): Approver {
  let cards = 0;
  return {
    async approve(card) {
      cards += 1;
      const { request } = card.prompt;
      if (cards === 1) {
        const keys = renderKeys(approvalActions(card, undefined), CARD.columns, CARD.hasColor);
        await lesson.step("card", { card: [...renderCard(card, { title: "Sampling request" }, CARD), ...keys] });
      }
      if (cards !== 2) return cards === 1 ? { kind: "approve", scope: "once" } : { kind: "refuse" };
      const [sentence = text] = /^.+?[.!?](?=\s)/s.exec(text) ?? [];
      const messages = [{ role: "user" as const, content: { type: "text" as const, text: sentence } }];
      return { kind: "approve", scope: "once", request: { ...request, messages } };
    },
    review: async (_, result) => ({ kind: "send", result }),
  };
}

/** Act 6: a model that is busy for a while, and one that stays busy, both played by the offline model. */
export async function playFault({ lesson, samples, ...walk }: Walk): Promise<void> {
  await lesson.act("fault");
  const [busy, down] = [await openModels(["offline/flaky-429"], {}), await openModels(["offline/always-429"], {})];
  const [newest, oldest] = [await walk.newest(), await walk.oldest()];
  const [late, failed] = await lesson.run(async () => {
    const first = newest.call("classify", samples.classify, { models: busy, policy: OPEN_POLICY });
    // A session makes one call at a time.
    if (newest === oldest) await first;
    return Promise.all([first, oldest.call("classify", samples.classify, { models: down, policy: OPEN_POLICY })]);
  }, "Two busy models are asked");
  await Promise.all([busy.close(), down.close()]);
  await lesson.step("model-busy", { did: gatewayOf(late), facts: outcomeOf(late) });
  const wire = failed.wire.filter(({ message }) => "error" in message);
  await lesson.step("model-stays-busy", { did: gatewayOf(failed), wire, facts: outcomeOf(failed) });
}

const gatewayOf = ({ answering }: Recording) => answering.filter((line) => /^(POST|the gateway)/.test(line));

/** Act 7: what this run has put into the ledger, and where to go on. */
export async function playRecap({ lesson, ledger, models, settings }: Walk, startedAt: number): Promise<void> {
  await lesson.act("recap");
  const totals = ledger.totals("tool", startedAt);
  const rows = totals.map(({ name, requests, refused, failed, unpriced, costUsd, ...tokens }) => {
    const used = describeUsage({ ...tokens, costUsd: unpriced > 0 ? undefined : costUsd });
    return { tool: name, asked: requests, refused, failed, used };
  });
  const { path } = ledger;
  await lesson.step("ledger", { rows }, { path });
  const server = serverEnvironment(settings.variables);
  const refused = totals.reduce((sum, total) => sum + total.refused, 0);
  const found = { variables: Object.keys(server).length, keys: secretNames(server).length || "no", refused };
  await lesson.step("answers", {}, { ...found, payer: payerOf(models) });
  const local = (await probeLocalServers(settings.providers)).find(({ provider, answers }) => {
    return answers && models.destinations.every((destination) => destination.provider !== provider);
  });
  const own = local ? `${local.provider}/${local.models[0] ?? "NAME"}` : "openai/…";
  await lesson.step("next", {}, { path, own });
}

/** A server of the user's own: what can be told of any. */
export async function playServer(walk: Walk, consent: Omit<Host, "models" | "policy">): Promise<void> {
  const { lesson, models, samples, open, revisions } = walk;
  const session = await open(revisions.length > 1 ? "auto" : (revisions[0] ?? "auto"));
  await lesson.act("server", { name: session.connection.identity.name });
  await showGreeting(session, walk);
  const [callable] = callableOf(session);
  if (callable === undefined) return lesson.step("not-called");
  const { tool, field } = callable;
  const host = { models, policy: ASKING_POLICY, ...consent };
  const recording = await lesson.run(() => session.call(tool, { [field]: samples.classify.text }, host));
  const { wire, answering: did } = recording;
  await lesson.step("its-call", { wire, did, facts: outcomeOf(recording) }, callable);
  await lesson.step("not-shown");
}

/** The tools that say that they only read, and that need one text and no more. */
function callableOf({ greeting }: Session): { tool: string; field: string }[] {
  const listed = greeting.flatMap(({ message }) => ("result" in message ? message.result.tools : []));
  return listed.filter(isRecord).flatMap(({ name, annotations, inputSchema }) => {
    if (!(isRecord(annotations) && annotations.readOnlyHint === true && isRecord(inputSchema))) return [];
    const [flag, ...others] = schemaFlags(inputSchema).filter(({ isRequired }) => isRequired);
    const isText = flag?.kind === "string" && flag.choices === undefined && others.length === 0;
    return isText ? [{ tool: String(name), field: flag.name }] : [];
  });
}
