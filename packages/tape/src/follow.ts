import { isRecord } from "@kit/protocol";
import { questionsIn, type TapeEntry, type TapeMessage, textOf } from "./entry.ts";

/** What the messages of a connection tell of one of them: the call, the round and the questions that it belongs to. */
export type Place = Pick<TapeEntry, "kind" | "method" | "call" | "tool" | "round" | "questions" | "revision">;

type Direction = NonNullable<TapeEntry["direction"]>;
type Id = string | number;
type Call = { number: number; tool: string; round: number; state?: unknown; asked: Map<string, Question> | undefined };
type Question = { number: number; content: string; call: Call | undefined; isTaken: boolean };
type Asking = { call?: Call | undefined; question?: Question | undefined; answered?: readonly Question[] };
type Waiting = Asking & { method: string };

const META_REVISION = "io.modelcontextprotocol/protocolVersion";
const SAMPLING = "sampling/createMessage";

/**
 * Follows the messages of one connection. The wire of 2025-11-25 does not say which call a question belongs to: with one
 * call open it is that one, with several nobody knows.
 *
 * @param numbers The last numbers of a call and of a question on the tape.
 */
export function createFollower(numbers: { call: number; question: number }) {
  let revision: string | undefined;
  const waiting = { "to-server": new Map<Id, Waiting>(), "to-client": new Map<Id, Waiting>() };
  const open = new Set<Call>();
  const byToken = new Map<Id, Call>();
  const questions = new Set<Question>();

  function follow(direction: Direction, message: TapeMessage): Place {
    const { id, method, params } = message;
    if (method === undefined) return followAnswer(direction, message);
    if (id === undefined) return place("notification", method, followNotice(direction, method, params));
    if (method === "initialize" || method === "server/discover") begin();
    const spoken = isRecord(params?._meta) ? params._meta[META_REVISION] : undefined;
    if (typeof spoken === "string") revision = spoken;
    const asked = direction === "to-server" ? followCall(method, params) : followQuestion(method, params);
    waiting[direction].set(id, { method, ...asked });
    return place("request", method, asked.call, asked.answered ?? list(asked.question));
  }

  function place(kind: Place["kind"], method?: string, call?: Call, asked: readonly Question[] = []): Place {
    return {
      ...(revision !== undefined && { revision }),
      kind,
      ...(method !== undefined && { method }),
      ...(call && { call: call.number, tool: call.tool, ...(call.round > 0 && { round: call.round }) }),
      ...(asked.length > 0 && { questions: asked.map(({ number }) => number) }),
    };
  }

  /** A process that is greeted anew has forgotten what was open. */
  function begin(): void {
    for (const call of open) end(call);
    for (const side of Object.values(waiting)) side.clear();
  }

  function end(call: Call): void {
    open.delete(call);
    for (const question of questions) if (question.call === call) questions.delete(question);
    for (const [token, owner] of byToken) if (owner === call) byToken.delete(token);
  }

  /** A call that comes again with what its last result has asked is the same call. */
  function followCall(method: string, params: TapeMessage["params"] = {}): Asking {
    if (method !== "tools/call") return {};
    const { name, requestState, inputResponses, _meta: meta } = params;
    const tool = textOf(name);
    const isAgain = requestState !== undefined || inputResponses !== undefined;
    const before = [...open].find((one) => one.asked && one.tool === tool && one.state === requestState);
    const call = (isAgain && before) || { number: ++numbers.call, tool, round: 0, asked: undefined };
    open.add(call);
    if (revision !== "2025-11-25") call.round += 1;
    const token = isRecord(meta) ? meta.progressToken : undefined;
    if (typeof token === "string" || typeof token === "number") byToken.set(token, call);
    const keys = isRecord(inputResponses) ? Object.keys(inputResponses) : [];
    const answered = keys.flatMap((key) => call.asked?.get(key) ?? []);
    for (const question of answered) questions.delete(question);
    call.asked = undefined;
    return { call, answered };
  }

  function followQuestion(method: string, params: unknown): Asking {
    const call = method === "ping" ? undefined : soleCall();
    return { call, ...(method === SAMPLING && { question: ask(params, call) }) };
  }

  function soleCall(): Call | undefined {
    const [only, ...others] = open;
    return others.length === 0 ? only : undefined;
  }

  function ask(params: unknown, call: Call | undefined): Question {
    const question = { number: ++numbers.question, content: contentOf(params), call, isTaken: false };
    questions.add(question);
    return question;
  }

  function followAnswer(direction: Direction, { id = "", result, error }: TapeMessage): Place {
    const asking = direction === "to-server" ? "to-client" : "to-server";
    const { method, call, question } = waiting[asking].get(id) ?? {};
    waiting[asking].delete(id);
    if (question) questions.delete(question);
    if (method === "initialize" && typeof result?.protocolVersion === "string") revision = result.protocolVersion;
    const kind = error === undefined ? "response" : "error";
    if (direction === "to-server" || call === undefined) return place(kind, method, call, list(question));
    if (result?.resultType !== "input_required") {
      end(call);
      return place(kind, method, call);
    }
    call.state = result.requestState;
    const asked = questionsIn(result).filter(([, request]) => request.method === SAMPLING);
    call.asked = new Map(asked.map(([key, { params }]) => [key, ask(params, call)]));
    return place(kind, method, call, [...call.asked.values()]);
  }

  function followNotice(direction: Direction, method: string, params: TapeMessage["params"] = {}): Call | undefined {
    if (method === "notifications/progress") return byToken.get(params.progressToken as Id);
    if (method !== "notifications/cancelled") return undefined;
    const { call } = waiting[direction].get(params.requestId as Id) ?? {};
    if (call && direction === "to-server") end(call);
    return call;
  }

  /** Finds the question that the handler was given: asked, not answered, with this content, if possible not yet taken. */
  function take(params: unknown): Place & { kind: "decision" } {
    const content = contentOf(params);
    const same = [...questions].filter((one) => one.content === content);
    const question = same.find(({ isTaken }) => !isTaken) ?? same.at(-1);
    if (question) question.isTaken = true;
    return { ...place("decision", SAMPLING, question?.call, list(question)), kind: "decision" };
  }

  return { follow, take };
}

const list = (question: Question | undefined) => (question === undefined ? [] : [question]);

/** What is asked, as far as no SDK adds to it. */
function contentOf(params: unknown): string {
  try {
    return textOf(isRecord(params) ? params.messages : params);
  } catch {
    // It is nested too deep to be looked at.
    return "";
  }
}
