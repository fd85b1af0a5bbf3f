import { fromErrorPayload, type KitError } from "@kit/protocol";

/** What a refusal may say, in bytes. A server that goes on is not listened to. */
const MAX_BYTES = 65_536;

/** The error with a code in the body of a response, as servers of the kit send it; `undefined` if there is none. */
export async function readRefusal(response: Response): Promise<KitError | undefined> {
  const body = await readText(response).catch(() => "");
  try {
    const { error } = JSON.parse(body);
    return fromErrorPayload(error?.data, String(error?.message));
  } catch {
    return undefined;
  }
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MAX_BYTES) break;
  }
  return text;
}
